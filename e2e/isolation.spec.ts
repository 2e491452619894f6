import type { APIRequestContext } from "@playwright/test";
import { type DocumentedCall, listDocumentedCalls } from "../lib/adapters/reference/adapters";
import { startReceiver } from "../testing/receiver";
import { call } from "./api";
import { createTestWithOwnSystem, expect, signIn } from "./fixtures";
import { buildRequests, fillPath, sharedParameters } from "./isolation-requests";
import { buildLivePath, buildWatches } from "./live-watches";
import { makeTenant, readTexts, type Tenant } from "./make-tenant";
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

/** Fails if the text contains one of the secrets of these tenants. */
function expectNothingFrom(tenants: Tenant[], text: string, source: string) {
  for (const tenant of tenants) {
    for (const [kind, secret] of Object.entries(tenant.secrets)) {
      expect(text.includes(secret), `${source} contains the ${kind} of ${tenant.name}: ${secret}`).toBe(
        false,
      );
    }
  }
}

/** Replaces these IDs in a text, full or shortened, with a placeholder. */
function replaceIds(text: string, ids: Record<string, string>): string {
  return Object.values(ids)
    .flatMap((id) => [id, id.slice(-8), id.toUpperCase()])
    .reduce((result, id) => result.replaceAll(id, "ID"), text);
}

const buildUnknownIds = (otherTenant: Tenant): Record<string, string> =>
  Object.fromEntries(
    Object.entries(otherTenant.ids).map(([name, id]) => [name, id.startsWith("L-") ? "L-none" : unknownId]),
  );

/** Selects the IDs for this route: the page of a deleted webhook needs the ID of the tenant's deleted webhook. */
const selectIdsForRoute = (route: string, ids: Record<string, string>): Record<string, string> =>
  route.includes("/deleted/") ? { ...ids, webhookId: ids.deletedWebhookId ?? "" } : ids;

/** Sends a call with alpha's API key and these IDs in the path, the query and the body. Returns the responses, without the IDs. */
async function sendCallAsAlpha(
  system: System,
  documentedCall: DocumentedCall,
  ids: Record<string, string>,
  hookId: string,
) {
  const path = fillPath(documentedCall, { ...ids, hookId });
  const responses = [];
  for (const { query, body } of buildRequests(documentedCall, ids, alpha.apiKey)) {
    const url = query ? `${path}?${new URLSearchParams(query)}` : path;
    const { status, text, headers } = await call(system, documentedCall.call.method, url, body, alpha.apiKey);
    const textWithoutIds = replaceIds(text.replace(/"requestId":"[^"]+"/, ""), ids);
    const hookIdPattern = new RegExp(`(?<![\\w.])${hookId}(?![\\w.])`, "g");
    const textWithoutHookId =
      documentedCall.adapter.id === "fineract" ? textWithoutIds.replace(hookIdPattern, "ID") : textWithoutIds;
    responses.push({ status, text: textWithoutHookId, type: headers.get("content-type") });
  }
  return responses;
}

test("every API call treats another tenant's IDs as unknown, and changes nothing", async ({ system }) => {
  test.setTimeout(60_000);
  for (const otherTenant of [beta, lender]) {
    const textsBefore = await readTexts(system, otherTenant);
    for (const documentedCall of callsWithKey) {
      const { operationId } = documentedCall;
      const responsesToTheirIds = await sendCallAsAlpha(
        system,
        documentedCall,
        otherTenant.ids,
        otherTenant.hookId,
      );
      const responsesToUnknownIds = await sendCallAsAlpha(
        system,
        documentedCall,
        buildUnknownIds(otherTenant),
        "999999999",
      );
      expect(responsesToTheirIds, `${operationId} for ${otherTenant.name}`).toEqual(responsesToUnknownIds);
      expect(responsesToTheirIds.length, operationId).toBeGreaterThan(0);
      for (const { status, text } of responsesToTheirIds) {
        if (/\{\w+Id\}/.test(documentedCall.call.path) || documentedCall.adapter.id === "plexe") {
          expect(status, operationId).toBe(404);
        }
        expectNothingFrom([otherTenant], text, operationId);
      }
    }
    expect(await readTexts(system, otherTenant)).toEqual(textsBefore);
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
    if (/listSources/.test(operationId)) expect(text).toContain(alpha.ids.sourceId);
    if (/listIncidents/.test(operationId)) expect(text).toContain(alpha.ids.incidentId);
    if (/listHooks|plexe-subscription/.test(operationId)) expect(text).toContain(alpha.secrets.url);
  }
  for (const query of ["partnerId", "webhookId", "entityId"]) {
    const list = (ids: Record<string, string>) =>
      call(system, "GET", `/api/v1/deliveries?${query}=${ids[query]}`, undefined, alpha.apiKey);
    expect((await list(beta.ids)).body).toEqual({ items: [], nextCursor: null });
    expect((await list(alpha.ids)).body.items.length).toBeGreaterThan(0);
  }
});

/** Requests a path of the portal as alpha's administrator. The returned text begins with the Location header. */
async function openAsAlpha(system: System, path: string) {
  const response = await alphaRequestContext.get(`${system.url}${path}`, { maxRedirects: 0 });
  const location = response.headers().location ?? "";
  return { status: response.status(), text: `${location}\n${await response.text()}` };
}

for (const route of Object.keys(rolesByRoute)) {
  const hasIds = route.includes("[");
  test(`${route}: another tenant's IDs look like unknown IDs, and no other tenant's data is shown`, async ({
    system,
  }) => {
    const ownPage = await openAsAlpha(
      system,
      fillRoute(route, selectIdsForRoute(route, { ...sharedParameters, ...alpha.ids })),
    );
    const isAllowed = rolesByRoute[route]?.includes("partner administrator");
    if (isAllowed) expect([200, 307], route).toContain(ownPage.status);
    else expect(ownPage.status).toBe(403);
    expectNothingFrom([beta, lender], ownPage.text, route);
    if (!hasIds) return;
    for (const otherTenant of [beta, lender]) {
      const responseToTheirIds = await openAsAlpha(
        system,
        fillRoute(route, selectIdsForRoute(route, otherTenant.ids)),
      );
      const responseToUnknownIds = await openAsAlpha(system, fillRoute(route, buildUnknownIds(otherTenant)));
      expect(responseToTheirIds.status).toBe(responseToUnknownIds.status);
      const [shown, expected] = [
        makeComparable(responseToTheirIds.text, otherTenant.ids),
        makeComparable(responseToUnknownIds.text, buildUnknownIds(otherTenant)),
      ];
      expect(
        shown.length === expected.length && shown === expected,
        describeFirstDifference(shown, expected),
      ).toBe(true);
      expectNothingFrom([otherTenant], replaceIds(responseToTheirIds.text, otherTenant.ids), route);
    }
  });
}

/** Replaces the IDs and removes the scripts of a page, so that two pages can be compared: the order of scripts varies with rendering. */
function makeComparable(html: string, ids: Record<string, string>): string {
  return replaceIds(html, ids).replaceAll(/<script\b.*?<\/script>/gs, "");
}

function describeFirstDifference(a: string, b: string): string {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return `…${a.slice(Math.max(0, at - 200), at + 200)}…\nis not\n…${b.slice(Math.max(0, at - 200), at + 200)}…`;
}

test("filters, search and exports find no other tenant's data", async ({ system }) => {
  // The audit trail is checked first, because the requests below record other tenants' IDs in it.
  for (const format of ["csv", "ndjson"]) {
    const { status, text } = await openAsAlpha(system, `/administration/audit/export?format=${format}`);
    expect(status).toBe(200);
    expect(text).toContain(alpha.ids.webhookId);
    expectNothingFrom([beta, lender], text, format);
  }
  const paths = [
    (ids: Record<string, string>) => `/deliveries?webhookId=${ids.webhookId}`,
    (ids: Record<string, string>) => `/deliveries?partnerId=${ids.partnerId}`,
    (ids: Record<string, string>) => `/deliveries/export?format=csv&webhookId=${ids.webhookId}`,
    (ids: Record<string, string>) => `/deliveries/export?format=ndjson&partnerId=${ids.partnerId}`,
    ...buildWatches.map((build) => (ids: Record<string, string>) => buildLivePath(build(ids))),
    (ids: Record<string, string>) => `/incidents?webhookId=${ids.webhookId}`,
    (ids: Record<string, string>) => `/attempts/${alpha.ids.attemptId}/compare?with=${ids.attemptId}`,
    (ids: Record<string, string>) => `/jobs?webhookId=${ids.webhookId}`,
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
      (name) => (ids: Record<string, string>) => `/search?q=${ids[name]}`,
    ),
  ];
  for (const otherTenant of [beta, lender]) {
    for (const buildPath of paths) {
      const responseToTheirIds = await openAsAlpha(system, buildPath(otherTenant.ids));
      const responseToUnknownIds = await openAsAlpha(system, buildPath(buildUnknownIds(otherTenant)));
      expect(responseToTheirIds.status, buildPath(otherTenant.ids)).toBe(responseToUnknownIds.status);
      expectNothingFrom(
        [beta, lender],
        replaceIds(responseToTheirIds.text, otherTenant.ids),
        buildPath(otherTenant.ids),
      );
    }
    const { text: choices } = await openAsAlpha(system, "/deliveries/webhook-choices");
    expect(choices).toContain(alpha.ids.webhookId);
    for (const text of [otherTenant.secrets.webhookName, otherTenant.secrets.email]) {
      const { text: found } = await openAsAlpha(system, `/search?q=${text}`);
      expect(found).toContain("No results for");
    }
  }
});
