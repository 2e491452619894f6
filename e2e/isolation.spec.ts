import type { APIRequestContext } from "@playwright/test";
import { type DocumentedCall, listDocumentedCalls } from "../lib/adapters/reference/adapters";
import { startReceiver } from "../testing/receiver";
import { call } from "./api";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import { buildRequests } from "./isolation-requests";
import { makeTenant, type Tenant } from "./make-tenant";
import { fillRoute, rolesByRoute, unknownId } from "./portal-routes";
import type { System } from "./system";

const test = createTestWithOwnSystem();

/** The calls that require an API key; the other calls return the same to everybody. */
const callsWithKey = listDocumentedCalls().filter(({ permission }) => permission !== null);
let lender: Tenant;
/** The partner whose requests the tests send. */
let alpha: Tenant;
/** Another partner: like the lender's data, its data must stay hidden from alpha. */
let beta: Tenant;
/** Sends requests as alpha's administrator. */
let alphaRequestContext: APIRequestContext;

test.beforeAll(async ({ system, browser }) => {
  const receiver = await startReceiver();
  lender = await makeTenant(system, receiver, "Lenderly", false);
  alpha = await makeTenant(system, receiver, "Alphabrook");
  beta = await makeTenant(system, receiver, "Betaworth");
  await receiver.close();
  const page = await (await browser.newContext()).newPage();
  await signIn(page, system, alpha);
  alphaRequestContext = page.request;
});

/** Fails when the text contains anything of these tenants. */
function expectNothingFrom(tenants: Tenant[], text: string, where: string) {
  for (const tenant of tenants) {
    for (const [what, secret] of Object.entries(tenant.secrets)) {
      expect(text.includes(secret), `${where} has the ${what} of ${tenant.name}: ${secret}`).toBe(false);
    }
  }
}

/** The text with these IDs, short and full, replaced by placeholders. */
function replaceIds(text: string, ids: Record<string, string>): string {
  return Object.values(ids)
    .flatMap((id) => [id, id.slice(-8), id.toUpperCase()])
    .reduce((now, id) => now.replaceAll(id, "ID"), text);
}

const buildUnknownIds = (them: Tenant): Record<string, string> =>
  Object.fromEntries(
    Object.entries(them.ids).map(([name, id]) => [name, id.startsWith("L-") ? "L-none" : unknownId]),
  );

/** The IDs of a tenant for this route: the page of a deleted webhook needs the ID of a deleted one. */
const selectIdsForRoute = (route: string, ids: Record<string, string>): Record<string, string> =>
  route.includes("/deleted/") ? { ...ids, webhookId: ids.deletedWebhookId ?? "" } : ids;

/** Parameters that do not identify a tenant's data: everybody can read the event catalog, and only the lender can change it. */
const sharedParameters = { name: "LOAN.CREATE", attempt: "1" };

function fillPath({ operationId, call: { path } }: DocumentedCall, ids: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, id: string) => {
    const found = { ...sharedParameters, ...ids }[id];
    if (!found) throw new Error(`${operationId}: add the ${id} to the tenant's IDs`);
    return found;
  });
}

/** The responses to alpha's requests with these IDs in the path, the query and the body. */
async function sendCallAsAlpha(
  system: System,
  given: DocumentedCall,
  ids: Record<string, string>,
  hookId: string,
) {
  const path = fillPath(given, { ...ids, hookId });
  const answers = [];
  for (const { query, body } of buildRequests(given, ids, alpha.apiKey)) {
    const url = query ? `${path}?${new URLSearchParams(query)}` : path;
    const { status, text, headers } = await call(system, given.call.method, url, body, alpha.apiKey);
    const answer = replaceIds(text.replace(/"requestId":"[^"]+"/, ""), ids);
    const hook = new RegExp(`(?<![\\w.])${hookId}(?![\\w.])`, "g");
    const anonymous = given.adapter.id === "fineract" ? answer.replace(hook, "ID") : answer;
    answers.push({ status, text: anonymous, type: headers.get("content-type") });
  }
  return answers;
}

test("every API call treats another tenant's IDs as unknown, and changes nothing", async ({ system }) => {
  test.setTimeout(60_000);
  const readTexts = async ({ ids, hookId, apiKey }: Tenant) => [
    (await call(system, "GET", "/api/v1/webhooks", undefined, apiKey)).text,
    (await call(system, "GET", `/api/v1/hooks/${hookId}`, undefined, apiKey)).text,
    (await call(system, "GET", `/api/v1/deliveries/${ids.traceId}`, undefined, apiKey)).text,
  ];
  for (const them of [beta, lender]) {
    const textsBefore = await readTexts(them);
    for (const documentedCall of callsWithKey) {
      const { operationId } = documentedCall;
      const theirs = await sendCallAsAlpha(system, documentedCall, them.ids, them.hookId);
      const none = await sendCallAsAlpha(system, documentedCall, buildUnknownIds(them), "999999999");
      expect(theirs, `${operationId} for ${them.name}`).toEqual(none);
      expect(theirs.length, operationId).toBeGreaterThan(0);
      for (const { status, text } of theirs) {
        if (/\{\w+Id\}/.test(documentedCall.call.path) || documentedCall.adapter.id === "plexe") {
          expect(status, operationId).toBe(404);
        }
        expectNothingFrom([them], text, operationId);
      }
    }
    expect(await readTexts(them)).toEqual(textsBefore);
  }
});

test("every API call that reads data returns only the tenant's own data", async ({ system }) => {
  for (const documentedCall of callsWithKey) {
    const { operationId, call: documented } = documentedCall;
    if (documented.method !== "GET") continue;
    const url = fillPath(documentedCall, { ...alpha.ids, hookId: alpha.hookId });
    const { status, text } = await call(system, "GET", url, undefined, alpha.apiKey);
    expect(status, operationId).toBe(operationId === "metrics" ? 403 : 200);
    expectNothingFrom([beta, lender], text, operationId);
    if (/listWebhooks|listDeliveries/.test(operationId)) expect(text).toContain(alpha.ids.webhookId);
    if (/listHooks|plexe-subscription/.test(operationId)) expect(text).toContain(alpha.secrets.url);
  }
  for (const query of ["partnerId", "webhookId", "entityId"]) {
    const list = (ids: Record<string, string>) =>
      call(system, "GET", `/api/v1/deliveries?${query}=${ids[query]}`, undefined, alpha.apiKey);
    expect((await list(beta.ids)).body).toEqual({ items: [], nextCursor: null });
    expect((await list(alpha.ids)).body.items.length).toBeGreaterThan(0);
  }
});

/** A page or response of the portal for alpha, and where it redirects. */
async function openAsAlpha(system: System, path: string) {
  const response = await alphaRequestContext.get(`${system.url}${path}`, { maxRedirects: 0 });
  const location = response.headers().location ?? "";
  return { status: response.status(), text: `${location}\n${await response.text()}` };
}

for (const route of Object.keys(rolesByRoute)) {
  const withIds = route.includes("[");
  test(`${route}: another tenant's IDs look like unknown IDs, and no other tenant's data is shown`, async ({
    system,
  }) => {
    const ownPage = await openAsAlpha(
      system,
      fillRoute(route, selectIdsForRoute(route, { ...sharedParameters, ...alpha.ids })),
    );
    const opens = rolesByRoute[route]?.includes("partner administrator");
    if (opens) expect([200, 307], route).toContain(ownPage.status);
    else expect(ownPage.status).toBe(403);
    expectNothingFrom([beta, lender], ownPage.text, route);
    if (!withIds) return;
    for (const them of [beta, lender]) {
      const theirs = await openAsAlpha(system, fillRoute(route, selectIdsForRoute(route, them.ids)));
      const none = await openAsAlpha(system, fillRoute(route, buildUnknownIds(them)));
      expect(theirs.status).toBe(none.status);
      const [shown, expected] = [
        extractVisiblePart(theirs.text, them.ids),
        extractVisiblePart(none.text, buildUnknownIds(them)),
      ];
      expect(
        shown.length === expected.length && shown === expected,
        describeFirstDifference(shown, expected),
      ).toBe(true);
      expectNothingFrom([them], replaceIds(theirs.text, them.ids), route);
    }
  });
}

/** The visible part of a page: the order of its scripts varies with rendering. */
function extractVisiblePart(html: string, ids: Record<string, string>): string {
  return replaceIds(html, ids).replaceAll(/<script\b.*?<\/script>/gs, "");
}

function describeFirstDifference(a: string, b: string): string {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return `…${a.slice(Math.max(0, at - 200), at + 200)}…\nis not\n…${b.slice(Math.max(0, at - 200), at + 200)}…`;
}

test("filters, search and exports find no other tenant's data", async ({ system }) => {
  // First, because the requests below record the requested IDs in alpha's audit trail.
  for (const format of ["csv", "ndjson"]) {
    const { status, text } = await openAsAlpha(system, `/administration/audit/export?format=${format}`);
    expect(status).toBe(200);
    expect(text).toContain(alpha.ids.webhookId);
    expectNothingFrom([beta, lender], text, format);
  }
  const places = [
    (ids: Record<string, string>) => `/deliveries?webhookId=${ids.webhookId}`,
    (ids: Record<string, string>) => `/deliveries?partnerId=${ids.partnerId}`,
    (ids: Record<string, string>) => `/deliveries/export?format=csv&webhookId=${ids.webhookId}`,
    (ids: Record<string, string>) => `/deliveries/export?format=ndjson&partnerId=${ids.partnerId}`,
    (ids: Record<string, string>) => `/deliveries/revision?traceId=${ids.traceId}`,
    (ids: Record<string, string>) => `/jobs?webhookId=${ids.webhookId}`,
    (ids: Record<string, string>) => `/jobs/revision?jobId=${ids.jobId}`,
    (ids: Record<string, string>) => `/jobs/revision?page=current&webhookId=${ids.webhookId}`,
    (ids: Record<string, string>) => `/deliveries/webhook-choices?q=${ids.webhookId}`,
    (ids: Record<string, string>) => `/deliveries?cursor=${ids.traceId}&entityId=${ids.entityId}`,
    (ids: Record<string, string>) => `/administration/integrations/webhooks?partner=${ids.partnerId}&q=x`,
    (ids: Record<string, string>) => `/administration/integrations/api-keys?partner=${ids.partnerId}`,
    (ids: Record<string, string>) => `/administration/people/users?partner=${ids.partnerId}`,
    (ids: Record<string, string>) => `/administration/integrations/webhooks/new?partner=${ids.partnerId}`,
    (ids: Record<string, string>) => `/administration/integrations/api-keys/new?partner=${ids.partnerId}`,
    (ids: Record<string, string>) => `/administration/people/users/new?partner=${ids.partnerId}`,
    (ids: Record<string, string>) => `/administration/audit?targetType=webhook&targetId=${ids.webhookId}`,
    (ids: Record<string, string>) => `/administration/audit/export?format=csv&targetId=${ids.webhookId}`,
    ...["webhookId", "traceId", "attemptId", "eventId", "entityId"].map(
      (what) => (ids: Record<string, string>) => `/search?q=${ids[what]}`,
    ),
  ];
  for (const them of [beta, lender]) {
    for (const place of places) {
      const theirs = await openAsAlpha(system, place(them.ids));
      const none = await openAsAlpha(system, place(buildUnknownIds(them)));
      expect(theirs.status, place(them.ids)).toBe(none.status);
      expectNothingFrom([beta, lender], replaceIds(theirs.text, them.ids), place(them.ids));
    }
    const { text: choices } = await openAsAlpha(system, "/deliveries/webhook-choices");
    expect(choices).toContain(alpha.ids.webhookId);
    for (const text of [them.secrets.webhookName, them.secrets.email]) {
      const { text: found } = await openAsAlpha(system, `/search?q=${text}`);
      expect(found).toContain("No results for");
    }
  }
});
