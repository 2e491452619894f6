import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import pg from "pg";
import { call } from "./api";
import { allAppearances, expectAccessible } from "./axe";
import { expect, signIn, testWithDemo as test } from "./fixtures";
import type { System } from "./system";
import { createSourceWithMessages, sourcesPath } from "./test-source";
import { admin, testUsers } from "./test-users";

const webhooksPath = "/administration/integrations/webhooks";

/** Returns paths with content for each route. A page that is neither here nor in `routesTestedElsewhere` fails the test below. */
async function preparePathsByRoute(demo: System): Promise<Record<string, string[]>> {
  const { items: webhooks } = (await call(demo, "GET", "/api/v1/webhooks")).body;
  const findWebhookId = (webhookName: string) =>
    webhooks.find(({ name }: { name: string }) => name === webhookName)?.id ?? webhookName;
  const { items: failedDeliveries } = (await call(demo, "GET", "/api/v1/deliveries?state=failed&limit=1"))
    .body;
  const { traceId, attempts } = (
    await call(demo, "GET", `/api/v1/deliveries/${failedDeliveries[0]?.traceId}`)
  ).body;
  const { items: heldDeliveries } = (await call(demo, "GET", "/api/v1/deliveries?state=held&limit=1")).body;
  const { items: unmatchedEvents } = (await call(demo, "GET", "/api/v1/events?matched=none&limit=1")).body;
  const { eventId } = failedDeliveries[0] ?? {};
  const partner = webhooks.find(({ partnerId }: { partnerId: string | null }) => partnerId)?.partnerId;
  await call(demo, "POST", "/api/v1/event-types", customEventType);
  const shortLivedWebhook = {
    name: "Short-lived",
    url: "http://127.0.0.1:9/",
    triggers: ["OpportunityUpdated"],
  };
  const deletedWebhookId = (await call(demo, "POST", "/api/v1/webhooks", shortLivedWebhook)).body.id;
  await call(demo, "DELETE", `/api/v1/webhooks/${deletedWebhookId}`);
  const source = await createSourceWithMessages(demo, "Pricing");
  return {
    "/": ["/", "/?view=table"],
    "/sign-in": ["/sign-in"],
    "/search": ["/search?q=L-102"],
    "/loans": ["/loans"],
    "/loans/[loanId]": ["/loans/L-102"],
    "/loans/[loanId]/webhooks": ["/loans/L-102/webhooks", "/loans/none/webhooks"],
    "/loans/[loanId]/timeline": ["/loans/L-102/timeline", "/loans/none/timeline"],
    "/entities/[entityType]/[entityId]/webhooks": ["/entities/Opportunity/OPP-2003/webhooks"],
    "/entities/[entityType]/[entityId]/timeline": ["/entities/Opportunity/OPP-2003/timeline"],
    "/events": ["/events", "/events?entityId=none"],
    "/events/[eventId]": [
      `/events/${eventId}`,
      ...(unmatchedEvents[0] ? [`/events/${unmatchedEvents[0].id}`] : []),
    ],
    "/catalogue": ["/catalogue", "/catalogue?q=no+such+event"],
    "/catalogue/new": ["/catalogue/new"],
    "/catalogue/[name]": ["/catalogue/CLIENT.CREATE", `/catalogue/${customEventType.name}`],
    "/catalogue/[name]/new-version": [`/catalogue/${customEventType.name}/new-version`],
    "/administration/integrations/partners": ["/administration/integrations/partners"],
    "/administration/integrations/partners/new": ["/administration/integrations/partners/new"],
    "/administration/integrations/partners/[partnerId]": [`/administration/integrations/partners/${partner}`],
    "/deliveries": [`/deliveries?state=failed&open=${attempts[0]?.id}`, "/deliveries?responseCode=299"],
    "/deliveries/[traceId]": [`/deliveries/${traceId}`, `/deliveries/${heldDeliveries[0]?.traceId}`],
    "/deliveries/[traceId]/proof": [`/deliveries/${traceId}/proof`],
    "/jobs": ["/jobs", "/jobs?state=cancelled"],
    "/jobs/[jobId]": [`/jobs/${await findOrStartJob(demo, traceId)}`],
    "/profile": ["/profile"],
    "/receiver": ["/receiver"],
    // The page with all operations has 8,000 elements, but only of a few kinds. The operations for hooks alone contain every kind.
    "/developers": ["/developers?q=hooks#createWebhook", "/developers?q=nothing-of-the-kind"],
    "/developers/verify": ["/developers/verify"],
    "/administration/people/users": ["/administration/people/users"],
    "/administration/people/users/new": ["/administration/people/users/new"],
    "/administration/people/users/[userId]": [`/administration/people/users/${await findViewerId(demo)}`],
    "/administration/people/roles": ["/administration/people/roles"],
    "/administration/audit": ["/administration/audit"],
    "/administration/integrations/api-keys": ["/administration/integrations/api-keys"],
    "/administration/integrations/api-keys/new": ["/administration/integrations/api-keys/new"],
    [sourcesPath]: [sourcesPath],
    [`${sourcesPath}/new`]: [`${sourcesPath}/new`],
    [`${sourcesPath}/[sourceId]`]: [
      `${sourcesPath}/${source.id}`,
      `${sourcesPath}/${source.id}?state=waiting`,
    ],
    [`${sourcesPath}/[sourceId]/unmapped`]: [`${sourcesPath}/${source.id}/unmapped`],
    [`${sourcesPath}/[sourceId]/unverified`]: [`${sourcesPath}/${source.id}/unverified`],
    [`${sourcesPath}/[sourceId]/settings`]: [`${sourcesPath}/${source.id}/settings`],
    [`${sourcesPath}/[sourceId]/messages/[messageId]`]: [
      `${sourcesPath}/${source.id}/messages/${source.messageId}`,
    ],
    [webhooksPath]: [webhooksPath],
    [`${webhooksPath}/new`]: [`${webhooksPath}/new`],
    [`${webhooksPath}/deleted/[webhookId]`]: [`${webhooksPath}/deleted/${deletedWebhookId}`],
    [`${webhooksPath}/[webhookId]`]: [
      `${webhooksPath}/${findWebhookId("Collections agency")}`,
      `${webhooksPath}/${findWebhookId("Pricing desk")}`,
    ],
    [`${webhooksPath}/[webhookId]/health`]: [`${webhooksPath}/${findWebhookId("Collections agency")}/health`],
    [`${webhooksPath}/[webhookId]/verify`]: [`${webhooksPath}/${findWebhookId("Collections agency")}/verify`],
  };
}

/** Returns the ID of a job that resends this failed delivery. Only the first call creates one; the others find it. */
async function findOrStartJob(demo: System, traceId: string): Promise<string> {
  const filter = { traceIds: [traceId] };
  const { body } = await call(demo, "POST", "/api/v1/jobs", { kind: "resend", filter });
  return body.job?.id ?? (await call(demo, "GET", "/api/v1/jobs")).body.items[0]?.id;
}

const customEventType = {
  name: "LimitRaised",
  title: "Limit raised",
  entityType: "CreditLine",
  schema: { type: "object", properties: { limit: { type: "number" } } },
  sample: { entityId: "CL-1", data: { limit: 5_000 } },
};

/** This page exists only until the first user is created; e2e/set-up.spec.ts checks it with axe. */
const routesTestedElsewhere = ["/set-up"];

async function findViewerId(demo: System): Promise<string> {
  const database = new pg.Client({ connectionString: demo.databaseUrl });
  await database.connect();
  const found = database.query("SELECT id FROM users WHERE email = $1", [testUsers.viewer.email]);
  return (await found.finally(() => database.end())).rows[0]?.id;
}

test("axe checks at least one URL of every page of the portal", async ({ demo }) => {
  const files = readdirSync(join(import.meta.dirname, "../app"), { recursive: true, encoding: "utf8" });
  const pages = files
    .filter((file) => file.endsWith("page.tsx"))
    .map((file) => `/${file.replace(/\([a-z]+\)\//, "").replace(/\/?page\.tsx$/, "")}`);
  expect([...Object.keys(await preparePathsByRoute(demo)), ...routesTestedElsewhere].sort()).toEqual(
    pages.sort(),
  );
});

/** Collects the browser's errors and warnings from now on, except those about the page's own response status. */
function collectBrowserErrors(page: Page): string[] {
  const consoleErrors: string[] = [];
  page.on("pageerror", (error) => consoleErrors.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      consoleErrors.push(`${page.url()}: ${response.status()} ${response.url()}`);
  });
  page.on("console", (message) => {
    if (
      ["error", "warning"].includes(message.type()) &&
      !message.text().startsWith("Failed to load resource")
    )
      consoleErrors.push(`${page.url()}: ${message.text()}`);
  });
  return consoleErrors;
}

/** Opens and checks each kind of dialog on this page, without confirming it. */
async function expectDialogsAccessible(page: Page, path: string, appearances = allAppearances) {
  const toDialogKind = (name: string) => name.split("…")[0] ?? name;
  const openers = page.locator('main button[aria-haspopup="dialog"]:visible');
  const seenKinds = new Set<string>();
  for (const opener of await openers.all()) {
    const kind = toDialogKind(
      (await opener.getAttribute("aria-label")) ?? (await opener.textContent()) ?? "",
    );
    if (seenKinds.has(kind)) continue;
    seenKinds.add(kind);
    await opener.click();
    await expect(page.getByRole("dialog").or(page.getByRole("alertdialog"))).toBeVisible();
    await expectAccessible(page, `${path}: ${kind}…`, { appearances });
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog").or(page.getByRole("alertdialog"))).toBeHidden();
  }
}

// These tests are long and independent, so they run in parallel.
test.describe.configure({ mode: "parallel" });
// Other roles see fewer elements in the same colors. Their pages are checked only on a phone, where the layout changes most.
const rolesAndParts = [
  ...[0, 1, 2].map((part) => ({
    role: "administrator",
    user: admin,
    part,
    partCount: 3,
    appearances: allAppearances,
  })),
  ...Object.entries(testUsers).map(([role, user]) => ({
    role,
    user,
    part: 0,
    partCount: 1,
    appearances: ["mobile"] as const,
  })),
];

for (const { role, user, part, partCount, appearances } of rolesAndParts) {
  const name = partCount === 1 ? role : `${role}, part ${part + 1} of ${partCount}`;
  test(`${name}: axe finds no violation on any page or dialog, and the browser reports no error or warning`, async ({
    demo,
    browser,
  }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext({ locale: "de-DE", timezoneId: "Pacific/Auckland" });
    const page = await context.newPage();
    const consoleErrors = collectBrowserErrors(page);
    // The browser's clock is a minute ahead of the server's: times that both render must not cause a hydration mismatch.
    await page.clock.setFixedTime(Date.now() + 60_000);
    await page.goto(`${demo.url}/sign-in`);
    await expectAccessible(page, "/sign-in", { appearances });
    await signIn(page, demo, user);
    let forbiddenCount = 0;
    const paths = [...Object.values(await preparePathsByRoute(demo)).flat(), "/no-such-page"];
    for (const path of paths.filter((_, index) => index % partCount === part)) {
      const status = (await page.goto(`${demo.url}${path}`))?.status();
      if (status === 403) forbiddenCount += 1;
      if (forbiddenCount > 1 && status === 403) continue;
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expectAccessible(page, `${path} (${status}) as ${role}`, { appearances });
      await page.setViewportSize({ width: 1280, height: 900 });
      await expectDialogsAccessible(page, path, appearances);
    }
    expect(consoleErrors).toEqual([]);
    await context.close();
  });
}

test("menus, the command palette and the list of shortcuts are accessible", async ({ demo, page }) => {
  await signIn(page, demo);
  const hide = () => page.keyboard.press("Escape");
  const menu = page.locator('button[aria-haspopup="menu"]:visible').first();
  await expectAccessible(page, "user menu", { open: { show: () => menu.click(), hide } });
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const keys of ["Control+k", "?"]) {
    await expectAccessible(page, keys, { open: { show: () => page.keyboard.press(keys), hide } });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await expectAccessible(page, "the navigation drawer");
});
