import { beforeAll, expect, test } from "vitest";
import { makeScope } from "@/lib/scope/scope";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { eventProblem } from "../adapters/api/rejection-problems";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { allPermissions } from "../scope/permissions";
import { acceptEvent, acceptEvents } from "./accept-events";
import { eventSchema, maxEventBytes } from "./schema";

useDatabase();
const url = "http://127.0.0.1:9/";
const acmeId = newId();
const otherPartnerId = newId();
const acmeScope = makeScope({
  actor: { kind: "apiKey", id: null, name: "Acme's key" },
  partnerId: acmeId,
  permissions: allPermissions,
});
const makeEvent = (changes: Record<string, unknown> = {}) =>
  eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-1", data: { a: 1 }, ...changes });
const countRows = async () => [await prisma().event.count(), await prisma().delivery.count()];

beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.createMany({ data: [acmeId, otherPartnerId].map((id) => ({ id, name: id })) });
  await makeWebhook({ url, name: "lender" });
  await makeWebhook({ url, name: "acme", partnerId: acmeId, triggers: ["*"] });
  await makeWebhook({ url, name: "off", state: "disabled" });
  await makeWebhook({
    url,
    name: "condition",
    triggers: [{ eventType: "OpportunityUpdated", condition: "data.a > 1" }],
  });
});

test("an event creates a delivery for each webhook that matches, and records the webhooks that were skipped", async () => {
  const acceptResult = await acceptEvent(scope, makeEvent());
  expect(acceptResult).toMatchObject({ ok: true, results: [{ deliveries: 1, duplicate: false }] });
  if (!acceptResult.ok) return;
  expect(acceptResult.due).toHaveLength(1);
  const row = await prisma().event.findUniqueOrThrow({ where: { id: acceptResult.results[0]?.id } });
  expect(row).toMatchObject({ entityType: "Opportunity", receivedBy: "Tests" });
  expect(await prisma().eventData.findUnique({ where: { eventId: row.id } })).toMatchObject({
    data: { a: 1 },
  });
  expect((row.skipped as { reason: string }[]).map(({ reason }) => reason).sort()).toEqual([
    "condition_false",
    "disabled",
  ]);
});

test("a partner's events reach its own webhooks and the lender's; a partner cannot send another partner's events", async () => {
  expect(await acceptEvent(scope, makeEvent({ partnerId: acmeId }))).toMatchObject({
    results: [{ deliveries: 2 }],
  });
  const partnerResult = await acceptEvent(acmeScope, makeEvent({ idempotencyKey: "own" }));
  expect(partnerResult.ok && partnerResult.due).toHaveLength(2);
  // The partner must not learn how many webhooks the lender has, neither from the event nor from its duplicate.
  expect(partnerResult).toMatchObject({ results: [{ deliveries: 1 }] });
  expect(await acceptEvent(acmeScope, makeEvent({ idempotencyKey: "own" }))).toMatchObject({
    results: [{ deliveries: 1, duplicate: true }],
  });
  expect(await acceptEvent(acmeScope, makeEvent({ partnerId: otherPartnerId }))).toMatchObject({
    ok: false,
    rejected: "unknown_partner",
  });
  expect(await acceptEvent(scope, makeEvent({ partnerId: newId() }))).toMatchObject({
    rejected: "unknown_partner",
  });
});

test("an event with an already used idempotency key is a duplicate, or a conflict if its content differs; each partner has its own idempotency keys", async () => {
  const eventWithKey = makeEvent({ idempotencyKey: "k-1" });
  const firstResult = await acceptEvent(scope, eventWithKey);
  const before = await countRows();
  const again = await acceptEvent(scope, eventWithKey);
  expect(again).toMatchObject({ ok: true, due: [], results: [{ duplicate: true, deliveries: 1 }] });
  expect(again.ok && firstResult.ok && again.results[0]?.id === firstResult.results[0]?.id).toBe(true);
  expect(await acceptEvent(scope, makeEvent({ idempotencyKey: "k-1", entityId: "o-2" }))).toMatchObject({
    ok: false,
    rejected: "idempotency_conflict",
  });
  expect(await countRows()).toEqual(before);
  expect(await acceptEvent(acmeScope, eventWithKey)).toMatchObject({ results: [{ duplicate: false }] });
});

test("fifty concurrent requests with one idempotency key create one event", async () => {
  const eventWithKey = makeEvent({ idempotencyKey: "race" });
  const all = await Promise.all(Array.from({ length: 50 }, () => acceptEvent(scope, eventWithKey)));
  const ids = new Set(all.map((one) => one.ok && one.results[0]?.id));
  expect(ids.size).toBe(1);
  expect(all.filter((one) => one.ok && !one.results[0]?.duplicate)).toHaveLength(1);
});

test("if one event of a batch is rejected, no event of the batch is accepted", async () => {
  await acceptEvent(scope, makeEvent({ idempotencyKey: "taken" }));
  const before = await countRows();
  const unknown = await acceptEvents(scope, [makeEvent(), makeEvent({ type: "NoSuchEvent" })]);
  expect(unknown).toMatchObject({ ok: false, rejected: "unknown_event_type", index: 1 });
  const conflict = await acceptEvents(scope, [
    makeEvent(),
    makeEvent({ idempotencyKey: "taken", entityId: "o-9" }),
  ]);
  expect(conflict).toMatchObject({ ok: false, rejected: "idempotency_conflict", index: 1 });
  expect(await countRows()).toEqual(before);
});

test("a batch reports duplicates, including those within the batch", async () => {
  const eventWithKey = makeEvent({ idempotencyKey: "b-1" });
  const accepted = await acceptEvents(scope, [eventWithKey, eventWithKey, makeEvent(), makeEvent()]);
  expect(accepted.ok && accepted.results.map(({ duplicate }) => duplicate)).toEqual([
    false,
    true,
    false,
    false,
  ]);
});

test("unusual but valid content is stored unchanged", async () => {
  const data = { nul: "a\u0000b", lone: "\ud800", big: 1e300, deep: [[[{}]]], "": "empty name" };
  const accepted = await acceptEvent(scope, makeEvent({ data, entityId: "Löan/1 ?&#%" }));
  if (!accepted.ok) throw new Error(accepted.message);
  const { rows } = await pool().query("SELECT data::text FROM event_data WHERE event_id = $1", [
    accepted.results[0]?.id,
  ]);
  expect(JSON.parse(rows[0].data)).toEqual(data);
});

test("accepting events requires events:write", async () => {
  const readOnlyScope = makeScope({ actor: scope.actor, partnerId: null, permissions: ["deliveries:read"] });
  await expect(acceptEvent(readOnlyScope, makeEvent())).rejects.toThrow("events:write");
});

test("an event of a batch has the size limit of a single event; the problem says which one exceeds it", async () => {
  const rowCountsBefore = await countRows();
  const large = makeEvent({ data: { text: "\u00e9".repeat(maxEventBytes / 2) } });
  const rejection = await acceptEvents(scope, [makeEvent(), large]);
  expect(rejection).toMatchObject({ ok: false, rejected: "too_large", index: 1 });
  expect(await countRows()).toEqual(rowCountsBefore);
  const changed = makeEvent({ changes: { text: { from: "x".repeat(maxEventBytes), to: "" } } });
  expect(await acceptEvents(scope, [changed])).toMatchObject({ rejected: "too_large", index: 0 });
  const nearlyTooLarge = makeEvent({ data: { text: "x".repeat(maxEventBytes - 1_000) } });
  expect(await acceptEvents(scope, [makeEvent(), nearlyTooLarge])).toMatchObject({ ok: true });
  const problem = rejection.ok ? null : eventProblem(rejection, "events");
  expect(problem).toMatchObject({ status: 413, extra: { errors: [{ field: "events.1" }] } });
});
