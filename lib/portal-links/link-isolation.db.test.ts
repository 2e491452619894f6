import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postFor } from "@/testing/ledger";
import { listHistory } from "../deliveries/history";
import { readDeliveryBody } from "../deliveries/payloads";
import { findDelivery, listDeliveries } from "../deliveries/queries";
import { requestResend } from "../deliveries/request-resend";
import { newId } from "../ids";
import { apiKeyScopes } from "../scope/permissions";
import { can, Forbidden, type LinkTarget, makeScope } from "../scope/scope";
import { findWebhook, listWebhooks } from "../webhooks/queries";

useDatabase();
const page = { limit: 50 };
let own: { webhookId: string; traceId: string };
let other: { webhookId: string; traceId: string };

beforeAll(async () => {
  await fillCatalogue();
  const [a, b] = [
    await makeWebhook({ url: "http://127.0.0.1:9/a" }),
    await makeWebhook({ url: "http://127.0.0.1:9/b" }),
  ];
  await postFor("o-a", "o-b");
  const { items } = await listDeliveries(makeLinkScope(null), page);
  const find = (entityId: string, webhookId: string) =>
    items.find((item) => item.entityId === entityId && item.webhookId === webhookId)?.traceId ?? "";
  own = { webhookId: a.id, traceId: find("o-a", a.id) };
  other = { webhookId: b.id, traceId: find("o-b", b.id) };
});

/** A link with every permission of a key, so that only its target limits it; null: the key itself. */
function makeLinkScope(target: LinkTarget | null) {
  return makeScope({
    actor: { kind: "portalLink", id: newId(), name: "ann (portal link)" },
    partnerId: null,
    permissions: apiKeyScopes,
    link: target && { target, apiKeyId: newId() },
  });
}

const entity: LinkTarget = { kind: "entity", entityType: "Opportunity", entityId: "o-a" };

test("an entity's link lists that entity's deliveries alone, whatever the filter or the cursor says", async () => {
  const scope = makeLinkScope(entity);
  const listEntities = async (filter: object) =>
    (await listDeliveries(scope, { ...page, ...filter })).items.map(({ entityId }) => entityId);
  for (const filter of [{}, { entityId: "o-a" }, { cursor: newId(), webhookId: undefined }])
    expect(await listEntities(filter)).toEqual(["o-a", "o-a"]);
  expect(await listEntities({ webhookId: other.webhookId })).toEqual(["o-a"]);
  expect(await listEntities({ cursor: other.traceId })).not.toContain("o-b");
  for (const filter of [
    { entityId: "o-b" },
    { entityType: "Loan" },
    { entityType: "Loan", entityId: "o-a" },
    { entityId: "" },
  ])
    expect(await listEntities(filter)).toEqual([]);
});

test("an entity's link neither opens nor resends another entity's delivery, and shows no webhook", async () => {
  const scope = makeLinkScope(entity);
  expect(await findDelivery(scope, own.traceId)).toMatchObject({ entityId: "o-a" });
  expect(await findDelivery(scope, other.traceId)).toBeNull();
  expect(await requestResend(scope, own.traceId)).toMatchObject({ ok: true });
  expect(await requestResend(scope, other.traceId)).toMatchObject({ ok: false, rejected: "not_found" });
  expect((await listWebhooks(scope, page)).items).toEqual([]);
  expect(await findWebhook(scope, own.webhookId)).toBeNull();
});

test("a webhook's link shows that webhook and its deliveries alone", async () => {
  const scope = makeLinkScope({ kind: "webhook", webhookId: own.webhookId });
  for (const filter of [{}, { state: ["pending" as const] }, { webhookId: own.webhookId }]) {
    const { items } = await listDeliveries(scope, { ...page, ...filter });
    expect(items.map(({ webhookId }) => webhookId)).toEqual([own.webhookId, own.webhookId]);
  }
  expect((await listDeliveries(scope, { ...page, webhookId: other.webhookId })).items).toEqual([]);
  expect(await findDelivery(scope, other.traceId)).toBeNull();
  expect(await requestResend(scope, other.traceId)).toMatchObject({ rejected: "not_found" });
  expect((await listWebhooks(scope, page)).items.map(({ id }) => id)).toEqual([own.webhookId]);
  expect(await findWebhook(scope, other.webhookId)).toBeNull();
});

test("a use case that does not know of targets rejects every link, even one with all permissions", async () => {
  const scope = makeLinkScope({ kind: "partner" });
  await expect(readDeliveryBody(scope, own.traceId)).rejects.toBeInstanceOf(Forbidden);
  await expect(listHistory(scope, { ...page, newer: own.traceId })).rejects.toBeInstanceOf(Forbidden);
  expect(apiKeyScopes.filter((permission) => can(scope, permission))).toEqual([]);
});
