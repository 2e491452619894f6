import type { Page } from "@playwright/test";
import pg from "pg";
import { listDocumentedCalls } from "../lib/adapters/reference/adapters";
import { call, createWebhook, fetchDelivery, postEvent, waitForState } from "./api";
import { insertApiKey } from "./api-key";
import { type EmbeddingPage, serveEmbeddingPage } from "./embedding-page";
import { createTestWithOwnSystem, expect } from "./fixtures";
import { rolesByRoute } from "./portal-routes";
import type { System } from "./system";

// A system of its own, because these tests create API keys and count what is shown.
const test = createTestWithOwnSystem();
let embedding: EmbeddingPage;
test.beforeAll(async ({ system }) => {
  embedding = await serveEmbeddingPage(system);
});
test.afterAll(() => embedding.close());

const actor = "ann@bank.example";

async function createLink(system: System, link: object, key?: string) {
  const { status, body, text } = await call(system, "POST", "/api/v1/portal-links", { actor, ...link }, key);
  expect(status, text).toBe(201);
  return body as { id: string; token: string; url: string; expiresAt: string };
}
const loan = (entityId: string) => ({ entityType: "Loan", entityId });
const openFrame = (page: Page) => page.frameLocator("hookledger-history iframe");

/** Sends PaymentReversed for each loan to a new webhook whose receiver rejects it, and waits until all have failed. */
async function failDeliveries(system: System, url: string, ...entityIds: string[]) {
  const settings = { name: "Core servicer", url, triggers: ["PaymentReversed"], retryDelays: [] };
  const webhook = await createWebhook(system, { ...settings, failurePolicy: { kind: "never" } });
  for (const entityId of entityIds) {
    await postEvent(system, { type: "PaymentReversed", entityId });
    await waitForState(system, entityId, "failed");
  }
  return webhook;
}

test("a page of another origin shows a loan's history, resends and shows the outcome, without a cookie", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500 });
  await failDeliveries(system, receiver.url("/embedded"), "E-1");
  const appearance = { name: "Bank Example", color: "#1d4ed8", theme: "dark" };
  const { token, url } = await createLink(system, { ...loan("E-1"), resend: true, appearance });
  expect(url).toBe(`${system.url}/embed#${token}`);
  await page.goto(embedding.url(token));
  const frame = openFrame(page);
  await expect(frame.getByRole("heading", { name: "Webhooks of Loan E-1" })).toBeVisible();
  await expect(frame.getByText("Bank Example")).toBeVisible();
  await expect(frame.locator("html")).toContainClass("dark");
  const item = frame.getByRole("listitem").filter({ hasText: "Core servicer" }).first();
  await expect(item.getByText("Failed").first()).toBeVisible();
  receiver.respond({ status: 200 });
  await item.getByRole("button", { name: "Resend… Payment Reversed to Core servicer" }).click();
  await frame.getByRole("button", { name: "Resend 1 webhook" }).dblclick();
  await expect(item.getByText("Delivered").first()).toBeVisible();
  await item.getByRole("button", { name: "Attempts of Payment Reversed" }).click();
  await expect(item.getByText(`by ${actor} (portal link)`)).toHaveCount(1);
  expect((await fetchDelivery(system, "E-1")).attempts).toHaveLength(2);
  expect(await page.context().cookies()).toEqual([]);
  const stored = await page
    .frames()[1]
    ?.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
  expect(stored).toEqual(["", 0, 0]);
});

test("only the configured origins can frame /embed, and nobody can frame any other page", async ({
  system,
  page,
}) => {
  const { token } = await createLink(system, loan("E-none"));
  await page.goto(embedding.urlElsewhere(token));
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  const fetchHeaders = async (path: string) =>
    (await fetch(`${system.url}${path}`, { redirect: "manual" })).headers;
  const headers = await fetchHeaders("/embed");
  expect(headers.get("x-frame-options")).toBeNull();
  expect(headers.get("set-cookie")).toBeNull();
  expect(headers.get("content-security-policy")).toMatch(/frame-ancestors http:\/\/localhost:\*$/);
  const others = [
    "/Embed",
    "/embed/",
    "/embed/x",
    "/sign-in",
    "/no-such-page",
    "/api/v1/health",
    ...Object.keys(rolesByRoute),
  ];
  for (const path of others) {
    const other = await fetchHeaders(path);
    expect([other.get("x-frame-options"), other.get("content-security-policy")], path).toEqual([
      "DENY",
      null,
    ]);
  }
});

test("a link to one loan shows nothing of another, whatever is edited, in any call of any API", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 500, body: "secret of E-b" });
  const webhook = await failDeliveries(system, receiver.url("/two"), "E-a", "E-b");
  const { token } = await createLink(system, { ...loan("E-a"), resend: true });
  const otherLink = await createLink(system, loan("E-b"));
  const other = (await call(system, "GET", "/api/v1/deliveries?entityId=E-b")).body.items[0];
  const { attempts } = (await call(system, "GET", `/api/v1/deliveries/${other.traceId}`)).body;
  const ids: Record<string, string> = {
    ...{ traceId: other.traceId, eventId: other.eventId, attemptId: attempts[0].id },
    ...{ webhookId: webhook.id, portalLinkId: otherLink.id },
  };
  const accepting: string[] = [];
  for (const { operationId, call: documented, permission, authentication } of listDocumentedCalls()) {
    if (permission === null) continue;
    const path = documented.path.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? webhook.id);
    const fields = authentication.length === 0 ? { username: "ann", password: token } : {};
    const body = documented.method === "GET" ? undefined : fields;
    const { status, text } = await call(system, documented.method, path, body, token);
    expect(text, operationId).not.toContain("E-b");
    if (status === 401) continue;
    accepting.push(operationId);
    expect([200, 403, 404], operationId).toContain(status);
    if (documented.path.includes("{")) expect([403, 404], operationId).toContain(status);
  }
  expect(accepting.sort()).toEqual([
    "getDelivery",
    "getPortalLink",
    "getWebhook",
    "listDeliveries",
    "listWebhooks",
    "resend",
  ]);
  const queries = [`entityId=E-b`, `entityType=Loan&entityId=E-b`, `entityType=Opportunity`];
  for (const query of queries) {
    const { body } = await call(system, "GET", `/api/v1/deliveries?attempts=true&${query}`, undefined, token);
    expect(body, query).toEqual({ items: [], nextCursor: null });
  }
  for (const query of [`cursor=${idAfterAll}`, `webhookId=${webhook.id}`, "state=failed", "limit=200"]) {
    const { body } = await call(system, "GET", `/api/v1/deliveries?attempts=true&${query}`, undefined, token);
    expect(
      body.items.map((item: { entityId: string }) => item.entityId),
      query,
    ).toEqual(["E-a"]);
  }
  expect((await fetchDelivery(system, "E-b")).attempts).toHaveLength(1);
  // A token that the server did not sign, and one whose ID was exchanged for that of the other link.
  for (const forged of [
    `${token.slice(0, 26)}${"A".repeat(42)}`,
    `${otherLink.token.slice(0, 26)}${token.slice(26)}`,
  ]) {
    await page.goto("about:blank");
    await page.goto(`${system.url}/embed#${forged}`);
    await expect(page.getByRole("heading", { name: "The link is not valid" })).toBeVisible();
  }
});
const idAfterAll = "ffffffff-ffff-7fff-bfff-ffffffffffff";

test("a link that only reads has no Resend button and cannot resend", async ({ system, receiver, page }) => {
  receiver.respond({ status: 500 });
  await failDeliveries(system, receiver.url("/read"), "E-r");
  const { token, url } = await createLink(system, loan("E-r"));
  await page.goto(url);
  await expect(page.getByRole("button", { name: "Attempts of Payment Reversed" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Resend/ })).toHaveCount(0);
  const { traceId } = (await call(system, "GET", "/api/v1/deliveries?entityId=E-r")).body.items[0];
  expect((await call(system, "POST", `/api/v1/deliveries/${traceId}/resend`, {}, token)).status).toBe(403);
});

test("an expired link, a revoked link and a link of a revoked key say so at once, and a new token goes on", async ({
  system,
  page,
}) => {
  const key = await insertApiKey(system);
  const [first, second, third] = [
    await createLink(system, loan("E-x"), key),
    await createLink(system, loan("E-x"), key),
    await createLink(system, loan("E-x"), key),
  ];
  await page.goto(embedding.url(first.token));
  const frame = openFrame(page);
  const showLink = (token: string) =>
    page
      .locator("hookledger-history")
      .evaluate((element, value) => element.setAttribute("token", value), token);
  await expect(frame.getByText("Nothing was sent")).toBeVisible();
  await call(system, "DELETE", `/api/v1/portal-links/${first.id}`, undefined, key);
  await frame.getByLabel("Status").selectOption("failed");
  await expect(frame.getByRole("heading", { name: "The link was revoked" })).toBeVisible();
  await expect(page.getByText("The link has ended (portal_link_revoked).")).toBeVisible();
  await showLink(second.token);
  await expect(frame.getByText("Nothing was sent")).toBeVisible();
  await query(system, "UPDATE portal_links SET expires_at = now() WHERE id = $1", second.id);
  await frame.getByLabel("Status").selectOption("failed");
  await expect(frame.getByRole("heading", { name: "The link has expired" })).toBeVisible();
  await showLink(third.token);
  await expect(frame.getByText("Nothing was sent")).toBeVisible();
  await query(
    system,
    "UPDATE api_keys SET revoked_at = now() WHERE id = (SELECT api_key_id FROM portal_links WHERE id = $1)",
    third.id,
  );
  await frame.getByLabel("Status").selectOption("failed");
  await expect(frame.getByRole("heading", { name: "The link was revoked" })).toBeVisible();
});

async function query(system: System, sql: string, id: string): Promise<void> {
  const database = new pg.Client({ connectionString: system.databaseUrl });
  await database.connect();
  await database.query(sql, [id]).finally(() => database.end());
}

test("a link to one webhook shows that webhook, its state and its deliveries alone", async ({
  system,
  receiver,
  page,
}) => {
  receiver.respond({ status: 200 });
  const url = receiver.url("/one");
  const shown = await createWebhook(system, { name: "Shown", url, triggers: ["PaymentPosted"] });
  const hidden = await createWebhook(system, { name: "Hidden", url, triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "E-w" });
  const link = await createLink(system, { webhookId: shown.id });
  await page.goto(link.url);
  await expect(page.getByRole("heading", { name: "Shown" })).toBeVisible();
  await expect(page.getByText("Enabled")).toBeVisible();
  await expect(page.getByText("Loan E-w")).toHaveCount(1);
  await expect(page.getByText("Hidden")).toHaveCount(0);
  expect((await call(system, "GET", `/api/v1/webhooks/${hidden.id}`, undefined, link.token)).status).toBe(
    404,
  );
});
