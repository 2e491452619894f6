import { expect, test } from "vitest";
import { advance, loadAttempts, makeDeliveries, workOn } from "@/testing/jobs";
import { attemptDue, loadDelivery, makeWebhook, moveCreation, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import {
  insertSucceeded,
  listAllItems,
  loseAtRandom,
  quote,
  sendAcceptedList,
  sendList,
} from "@/testing/reconciliation";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { Forbidden, makeScope } from "../scope/scope";
import { updateWebhook } from "../webhooks/update-webhook";
import { listItems } from "./list-items";
import { itemPageQuerySchema, reconcileQuerySchema } from "./schema";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const since = "2020-01-01T00:00:00Z";

test("if the receiver lost a random 5% of 24,000 deliveries, exactly those are missing and resent", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const ids = await insertSucceeded(webhookId, Array(24_000).fill(null));
  const { kept, lost } = loseAtRandom(ids, 0.05);
  // More trace IDs than the filter of a job can have.
  expect(lost.length).toBeGreaterThan(1_000);
  const junk = ["{", '"lost"', "7"];
  const lines = [...junk, ...quote(kept), "", ...quote(kept.slice(0, 3)), JSON.stringify(newId())];
  const found = await sendAcceptedList(webhookId, lines, { resend: "true", from: since });
  expect(found).toMatchObject({
    deliveries: 24_000,
    received: kept.length,
    missing: lost.length,
    unsent: 0,
    discarded: 0,
    job: { total: lost.length, excluded: 0 },
    list: { traceIds: kept.length + 1, ranges: 0, duplicates: 3, invalid: 3, unknown: 1, outsideWindow: 0 },
  });
  expect(found.list.examples.map(({ line, problem }) => [line, problem])).toEqual([
    [1, "invalid"],
    [2, "invalid"],
    [3, "invalid"],
    ...[1, 2, 3].map((at) => [kept.length + 4 + at, "duplicate"]),
    [kept.length + 8, "unknown"],
  ]);
  expect(found.items.map(({ traceId }) => traceId)).toEqual(lost.slice(0, 100));
  expect(await listAllItems(found.id, "missing")).toEqual(lost);
  const jobId = found.job?.id ?? "";
  await advance(jobId);
  const requested = (await loadAttempts(jobId)).map(({ deliveryId }) => deliveryId);
  expect(requested).toEqual(lost.slice(0, requested.length));
  expect(requested.length).toBeGreaterThan(10);
  expect(await prisma().receivedTraceId.count()).toBe(0);
});

test("a job resends the missing deliveries and no others", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const traceIds = await makeDeliveries(webhookId, 60, "succeeded");
  const { kept, lost } = loseAtRandom(traceIds, 0.2);
  const objects = kept.map((traceId) => JSON.stringify({ traceId, at: 1 }));
  const found = await sendAcceptedList(webhookId, objects, { resend: "true", from: since });
  expect(found.job).toMatchObject({
    kind: "resend",
    total: lost.length,
    filter: { reconciliationId: found.id },
  });
  // Accepted after the reconciliation, so the job does not resend it, although the receiver lacks it.
  await makeDeliveries(webhookId, 1, "succeeded");
  expect(await workOn(found.job?.id ?? "")).toMatchObject({ state: "finished", succeeded: lost.length });
  const resent = receiver.requests.map(({ headers }) => headers["x-hookledger-trace-id"]);
  expect(resent.sort()).toEqual(lost);
  const complete = await sendAcceptedList(webhookId, quote(traceIds), { resend: "true", from: since });
  expect(complete).toMatchObject({ missing: 1, received: 60, job: { total: 1 } });
});

test("unsent and discarded deliveries do not count as missing; a discarded one is listed with the user who discarded it", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const [sent = "", unsentId = "", discardedId = ""] = [
    ...(await postEvent({ entityId: "o-1" })),
    ...(await postEvent({ entityId: "o-2" })),
    ...(await postEvent({ entityId: "o-3" })),
  ];
  await attemptDue([sent]);
  await pool().query("UPDATE open_deliveries SET due_at = NULL WHERE delivery_id = $1", [discardedId]);
  await pool().query("UPDATE deliveries SET state = 'held' WHERE id = $1", [discardedId]);
  await updateWebhook(scope, webhookId, { state: "enabled", heldDeliveries: "discard" });
  const found = await sendAcceptedList(webhookId, quote([sent]));
  expect(found).toMatchObject({ received: 1, missing: 0, unsent: 1, discarded: 1, items: [] });
  expect(await listAllItems(found.id, "unsent")).toEqual([unsentId]);
  const page = await listItems(scope, found.id, itemPageQuerySchema.parse({ kind: "discarded" }));
  expect(page?.items).toMatchObject([
    { traceId: discardedId, state: "discarded", stateReason: expect.any(String), discardedBy: "Tests" },
  ]);
  expect((await loadDelivery(discardedId)).attempts).toEqual([]);
});

test("a page continues after deliveries that retention has removed", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const traceIds = await makeDeliveries(webhookId, 4, "failed");
  const { id } = await sendAcceptedList(webhookId, []);
  await pool().query("DELETE FROM deliveries WHERE id = ANY($1)", [traceIds.slice(0, 2)]);
  const listOne = (query = {}) => listItems(scope, id, itemPageQuerySchema.parse({ limit: 1, ...query }));
  expect(await listOne()).toMatchObject({ items: [{ traceId: traceIds[2] }], nextCursor: traceIds[2] });
  expect(await listOne({ cursor: traceIds[2] })).toMatchObject({
    items: [{ traceId: traceIds[3], kind: "missing" }],
    nextCursor: null,
  });
});

test("only deliveries in the window are compared; trace IDs from before it count as outside the window", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const [one = "", two = ""] = await makeDeliveries(webhookId, 2, "failed");
  const before = await moveCreation(one, new Date(Date.now() - 3_600_000));
  const from = new Date(Date.now() - 1_800_000).toISOString();
  expect(await sendAcceptedList(webhookId, quote([before]), { from })).toMatchObject({
    deliveries: 1,
    missing: 1,
    items: [{ traceId: two, state: "failed" }],
    list: { unknown: 0, outsideWindow: 1 },
  });
  expect(await sendAcceptedList(webhookId, [], { to: from })).toMatchObject({ items: [{ traceId: before }] });
});

test("a partner reconciles only its own webhooks, and another tenant's trace IDs are unknown to it", async () => {
  const partnerId = newId();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  const permissions = ["deliveries:read"] as const;
  const partner = makeScope({ actor: scope.actor, partnerId, permissions });
  const lenderWebhook = await makeWebhook({ url: receiver.url() });
  const partnerWebhook = await makeWebhook({ url: receiver.url(), partnerId });
  const lenderTraceIds = await makeDeliveries(lenderWebhook.id, 1, "succeeded");
  const lenderReconciliation = await sendAcceptedList(lenderWebhook.id, []);
  expect(await sendList(lenderWebhook.id, [], {}, partner)).toMatchObject({ rejected: "not_found" });
  expect(await listItems(partner, lenderReconciliation.id, itemPageQuerySchema.parse({}))).toBeNull();
  const found = await sendAcceptedList(partnerWebhook.id, quote([...lenderTraceIds, newId()]), {}, partner);
  expect(found).toMatchObject({ deliveries: 0, list: { unknown: 2 }, items: [] });
  expect(found.list.examples.map(({ problem }) => problem)).toEqual(["unknown", "unknown"]);
  expect(await listItems(partner, found.id, itemPageQuerySchema.parse({}))).toMatchObject({ items: [] });
  const resend = { resend: "true", from: since };
  await expect(sendList(partnerWebhook.id, [], resend, partner)).rejects.toBeInstanceOf(Forbidden);
});

test("a list of another webhook and a second concurrent list are rejected; no rows of the lists are left", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const [traceId = ""] = await makeDeliveries(webhookId, 1, "failed");
  const resend = { resend: "true", from: since };
  expect(await sendList(webhookId, quote([newId()]), resend)).toMatchObject({
    rejected: "nothing_recognized",
  });
  const both = await Promise.all([sendList(webhookId, quote([traceId])), sendList(webhookId, [])]);
  expect(both.map((result) => (result.ok ? "ok" : result.rejected)).sort()).toEqual(["ok", "too_many_lists"]);
  expect(await prisma().receivedTraceId.count()).toBe(0);
});

test("a window that ends before it starts, and a resend without a start, are rejected", () => {
  const invalid = [{ from: since, to: since }, { resend: "true" }, { resend: "yes", from: since }];
  for (const query of invalid) expect(reconcileQuerySchema.safeParse(query).success).toBe(false);
});
