import type { Page } from "@playwright/test";
import { listDocumentedCalls } from "../lib/adapters/reference/adapters";
import { withheldLabel } from "../lib/customer-data/schema";
import { startReceiver } from "../testing/receiver";
import { call } from "./api";
import { type Ids, type Kind, seedCustomerData, values, withholdCustomerData } from "./customer-data-seed";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import { buildRequests, fillPath } from "./isolation-requests";
import { fillRoute, rolesByRoute } from "./portal-routes";
import type { System } from "./system";
import { testUsers } from "./test-users";

const test = createTestWithOwnSystem();
const kinds: Kind[] = ["default", "template"];
const secrets = [values.personal, values.unknown];
let ids: Record<Kind, Ids>;
let hookId: string;
/** An API key with every scope except that for customer data. */
let limitedKey: string;

test.beforeAll(async ({ system }) => {
  const receiver = await startReceiver();
  ({ ids, hookId } = await seedCustomerData(system, receiver));
  limitedKey = await withholdCustomerData(system);
  await receiver.close();
});

/** What a route needs beside its path to show bodies. */
const queryByRoute: Record<string, (ids: Ids) => string> = {
  "/deliveries": ({ attemptId }) => `?open=${attemptId}`,
  "/deliveries/[traceId]": ({ attemptId }) => `?open=${attemptId}`,
  "/deliveries/export": () => "?format=ndjson",
  "/loans/[loanId]/webhooks": ({ attemptId }) => `?open=${attemptId}`,
  "/entities/[entityType]/[entityId]/webhooks": ({ attemptId }) => `?open=${attemptId}`,
  "/attempts/[attemptId]/compare": ({ attemptId }) =>
    `?with=${[ids.default, ids.template].find((other) => other.attemptId !== attemptId)?.attemptId}`,
  "/search": ({ traceId }) => `?q=${traceId}`,
};

/** Opens these routes of the portal, and returns the routes that are forbidden and those that show one of the values. */
async function openRoutes(page: Page, system: System, kind: Kind, routes: readonly string[]) {
  const forbidden: string[] = [];
  const revealing: string[] = [];
  for (const route of routes) {
    const path = fillRoute(route, ids[kind]) + (queryByRoute[route]?.(ids[kind]) ?? "");
    const response = await page.request.get(`${system.url}${path}`);
    const text = `${response.url()} ${JSON.stringify(response.headers())} ${await response.text()}`;
    if (response.status() === 403) forbidden.push(route);
    if (secrets.some((secret) => text.includes(secret))) revealing.push(route);
  }
  return { forbidden, revealing };
}

const allRoutes = Object.keys(rolesByRoute);
const downloadRoutes = [
  "/deliveries/[traceId]/body",
  "/attempts/[attemptId]/request-body",
  "/attempts/[attemptId]/response-body",
  "/administration/integrations/sources/[sourceId]/messages/[messageId]/body",
];

test("no page or download shows customer data without the permission", async ({ page, system }) => {
  test.setTimeout(90_000);
  await signIn(page, system, testUsers.viewer);
  const expected = { forbidden: downloadRoutes, revealing: [] };
  expect(await openRoutes(page, system, "template", allRoutes)).toEqual(expected);
  const routesWithIds = allRoutes.filter((route) => route.includes("["));
  expect(await openRoutes(page, system, "default", routesWithIds)).toEqual(expected);
});

test("the same routes show it with the permission, so that the test before can fail", async ({
  page,
  system,
}) => {
  await signIn(page, system);
  const expected = [
    ...downloadRoutes,
    "/events/[eventId]",
    "/deliveries",
    "/deliveries/[traceId]",
    "/deliveries/[traceId]/proof",
    "/deliveries/export",
    "/loans/[loanId]/webhooks",
    "/attempts/[attemptId]/compare",
    "/administration/integrations/sources/[sourceId]/messages/[messageId]",
  ];
  const { forbidden, revealing } = await openRoutes(page, system, "template", expected);
  expect(forbidden).toEqual([]);
  expect(expected.filter((route) => !revealing.includes(route))).toEqual([]);
});

const callsWithKey = listDocumentedCalls().filter(({ permission }) => permission !== null);

/** Makes every documented call that reads, then, with `changes`, every other call. Returns the operations that show one of the values. */
async function makeEveryCall(system: System, key: string, kind: Kind, changes: boolean): Promise<string[]> {
  const revealing = new Set<string>();
  for (const documented of callsWithKey) {
    const { operationId, call: documentedCall } = documented;
    if ((documentedCall.method === "GET") === changes) continue;
    const path = fillPath(documented, { ...ids[kind], hookId });
    const query = operationId === "listDeliveries" ? "?attempts=true" : "";
    const requests = changes ? buildRequests(documented, ids[kind], key) : [{}];
    for (const { body } of requests as { body?: unknown }[]) {
      const { text, headers } = await call(system, documentedCall.method, path + query, body, key);
      const response = `${text} ${JSON.stringify([...headers])}`;
      if (secrets.some((secret) => response.includes(secret))) revealing.add(operationId);
    }
  }
  return [...revealing];
}

test("no documented call returns customer data to an API key without the scope", async ({ system }) => {
  test.setTimeout(60_000);
  expect(await makeEveryCall(system, system.apiKey, "template", false)).toEqual(
    expect.arrayContaining([
      ...["getEvent", "getDelivery", "listDeliveries", "exportDeliveries", "requestBody", "responseBody"],
      ...["readFeed", "getIncident", "listReconciliationItems", "sourceMessageBody"],
    ]),
  );
  for (const kind of kinds) expect(await makeEveryCall(system, limitedKey, kind, false)).toEqual([]);
  for (const operationId of ["requestBody", "responseBody", "readFeed", "sourceMessageBody"]) {
    const documented = callsWithKey.find((documentedCall) => documentedCall.operationId === operationId);
    if (!documented) throw new Error(`no call ${operationId}`);
    const { status } = await call(system, "GET", fillPath(documented, ids.default), undefined, limitedKey);
    expect(status, operationId).toBe(403);
  }
  expect(await makeEveryCall(system, limitedKey, "template", true)).toEqual([]);
});

test("a portal link returns no customer data, even if its API key can see it", async ({ system }) => {
  const link = { actor: "ann@bank.example", entityType: "Loan", entityId: ids.template.entityId };
  const { token } = (await call(system, "POST", "/api/v1/portal-links", link)).body;
  const { status, text } = await call(
    system,
    "GET",
    "/api/v1/deliveries?attempts=true&entityType=Loan",
    undefined,
    token,
  );
  expect(status).toBe(200);
  expect(text).toContain(withheldLabel);
  for (const secret of secrets) expect(text).not.toContain(secret);
});

test("pages say what is withheld and show the rest; a reveal is in the audit trail", async ({
  page,
  system,
  browser,
}) => {
  const { eventId, traceId, attemptId } = ids.default;
  await signIn(page, system, testUsers.viewer);
  await page.goto(`${system.url}/events/${eventId}`);
  const shownData = page.locator("#data");
  await expect(shownData).toContainText(`"name": "${withheldLabel}"`);
  await expect(shownData).toContainText(values.described);
  await page.goto(`${system.url}/deliveries/${traceId}?open=${attemptId}`);
  await expect(page.getByText(withheldLabel, { exact: true }).first()).toBeVisible();
  await expect(page.getByText("Shown without customer data.").first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^Download/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /curl/ })).toHaveCount(0);

  const admin = await browser.newPage();
  await signIn(admin, system);
  await admin.goto(`${system.url}/deliveries/${traceId}?open=${attemptId}`);
  await expect(admin.getByText(values.personal).first()).toBeVisible();
  await admin.goto(`${system.url}/administration/audit?action=delivery.data-viewed`);
  await expect(admin.getByText(`viewed the customer data of the delivery ${traceId}`)).toHaveCount(1);
  await admin.close();
});
