import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { attemptDue, makeWebhook, moveCreation, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import { makePastPartitions } from "@/testing/past-partitions";
import type { Receiver } from "@/testing/receiver";
import { makeSource, origin } from "@/testing/sources";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { readDeliveryBody } from "../deliveries/payloads";
import { requestResend } from "../deliveries/request-resend";
import { resetEnv } from "../env";
import { findEventData } from "../events/timeline/event-data";
import { newId } from "../ids";
import { partitionedTables } from "../partitions/partitioned-tables";
import { rotateSource } from "../sources/rotate-source";
import { rotateKey } from "../webhooks/rotate-key";
import { applyRetention } from "./apply-retention";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
// The retention periods are shorter than usual, so that the tests need few partitions.
beforeAll(() => {
  vi.stubEnv("HOOKLEDGER_BODY_RETENTION_DAYS", "10");
  vi.stubEnv("HOOKLEDGER_ATTEMPT_RETENTION_DAYS", "40");
  resetEnv();
});
afterAll(() => {
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  await pool().query("TRUNCATE open_deliveries");
  await makePastPartitions(pool(), inDays(-80));
});

/** Creates an event and its delivery, as if they had been accepted this many days ago. */
async function deliverDaysAgo(days: number, state = "succeeded") {
  const [originalTraceId = ""] = await postEvent({ data: { borrower: "Alice" } });
  if (state === "succeeded") await attemptDue([originalTraceId]);
  else await setDeliveryState(originalTraceId, state);
  const at = inDays(-days);
  const traceId = await moveCreation(originalTraceId, at);
  const eventId = newId(at);
  const { eventId: originalEventId } = await prisma().delivery.findFirstOrThrow({ where: { id: traceId } });
  await pool().query("UPDATE events SET id = $2 WHERE id = $1", [originalEventId, eventId]);
  await pool().query("UPDATE event_data SET event_id = $2 WHERE event_id = $1", [originalEventId, eventId]);
  await pool().query("UPDATE deliveries SET event_id = $2 WHERE id = $1", [traceId, eventId]);
  return { traceId, eventId };
}

const findKeptParts = async ({ traceId, eventId }: { traceId: string; eventId: string }) => ({
  body: (await readDeliveryBody(scope, traceId)) !== null,
  data: (await findEventData(scope, eventId)) !== null,
  record: (await prisma().delivery.count({ where: { id: traceId } })) === 1,
  event: (await prisma().event.count({ where: { id: eventId } })) === 1,
});
const everything = { body: true, data: true, record: true, event: true };

test("bodies are dropped once their whole week is past its retention, and records once their whole month is", async () => {
  await makeWebhook({ url: receiver.url() });
  const young = await deliverDaysAgo(9);
  const old = await deliverDaysAgo(17);
  const oldest = await deliverDaysAgo(71);
  const { partitions } = await applyRetention();
  expect(await findKeptParts(young)).toEqual(everything);
  expect(await findKeptParts(old)).toEqual({ body: false, data: false, record: true, event: true });
  expect(await findKeptParts(oldest)).toEqual({ body: false, data: false, record: false, event: false });
  expect(await prisma().attempt.count({ where: { deliveryId: oldest.traceId } })).toBe(0);
  for (const { name } of Object.values(partitionedTables)) expect(partitions).toContain(`${name}_first`);
  expect(await applyRetention()).toMatchObject({ partitions: [], bodies: 0, deliveries: 0, events: 0 });
});

test.each([["held"], ["pending"]])(
  "all data of a %s delivery is kept, however old; other deliveries of the same age are removed",
  async (state) => {
    await makeWebhook({ url: receiver.url() });
    const openDelivery = await deliverDaysAgo(75, state);
    const doneDelivery = await deliverDaysAgo(75);
    expect(await applyRetention()).toMatchObject({
      bodies: 1,
      eventData: 1,
      deliveries: 1,
      attempts: 1,
      events: 1,
    });
    expect(await findKeptParts(openDelivery)).toEqual(everything);
    expect(await findKeptParts(doneDelivery)).toEqual({
      body: false,
      data: false,
      record: false,
      event: false,
    });
    await setDeliveryState(openDelivery.traceId, "succeeded");
    await applyRetention();
    expect(await findKeptParts(openDelivery)).toEqual({
      body: false,
      data: false,
      record: false,
      event: false,
    });
  },
);

test("while a resend is requested, all data of its delivery and event is kept", async () => {
  await makeWebhook({ url: receiver.url() });
  const requested = await deliverDaysAgo(75);
  expect(await requestResend(scope, requested.traceId)).toMatchObject({ ok: true });
  expect(await applyRetention()).toMatchObject({ bodies: 0, eventData: 0, deliveries: 0 });
  expect(await findKeptParts(requested)).toEqual(everything);
});

test("a drop waits for a transaction that reads the table, without blocking other readers for long", async () => {
  await makeWebhook({ url: receiver.url() });
  const oldDelivery = await deliverDaysAgo(75);
  const reader = await pool().connect();
  await reader.query("BEGIN");
  await reader.query("SELECT FROM deliveries LIMIT 1");
  const retentionRun = applyRetention();
  // Waits until a drop waits for its lock. Then another reader must still be able to read the table.
  await vi.waitUntil(async () => {
    const { rowCount } = await pool().query(
      "SELECT FROM pg_locks WHERE relation = 'deliveries'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted",
    );
    return rowCount;
  }, 20_000);
  expect(await findKeptParts(oldDelivery)).toMatchObject({ record: true });
  await reader.query("COMMIT");
  reader.release();
  expect((await retentionRun).partitions).toContain("deliveries_first");
  expect(await findKeptParts(oldDelivery)).toMatchObject({ record: false });
});

test("idempotency keys are forgotten after 30 days", async () => {
  const key = { idempotencyKey: "once" };
  await postEvent({ ...key, entityId: "o-7" });
  expect(await applyRetention(inDays(29))).toMatchObject({ dedupeKeys: 0 });
  expect(await applyRetention(inDays(31))).toMatchObject({ dedupeKeys: 1 });
});

test("rows that are older than the partitions lose their bodies and event data one by one", async () => {
  await makeWebhook({ url: receiver.url() });
  const [traceId = ""] = await postEvent();
  await attemptDue([traceId]);
  const { eventId } = await prisma().delivery.findFirstOrThrow({ where: { id: traceId } });
  const movedTraceId = await moveCreation(traceId, inDays(-120));
  const movedEvent = newId(inDays(-120));
  await pool().query("UPDATE events SET id = $2, data = '{}' WHERE id = $1", [eventId, movedEvent]);
  await pool().query("UPDATE deliveries SET body = 'x', event_id = $2 WHERE id = $1", [
    movedTraceId,
    movedEvent,
  ]);
  await pool().query("UPDATE attempts SET response_body = 'x'");
  await pool().query("DELETE FROM bodies");
  await pool().query("DELETE FROM event_data");
  // The first partition is not yet past its retention as a whole.
  expect(await applyRetention(inDays(-120 + 17))).toMatchObject({ bodies: 1, eventData: 1 });
  expect(await findKeptParts({ traceId: movedTraceId, eventId: movedEvent })).toEqual({
    body: false,
    data: false,
    record: true,
    event: true,
  });
  expect(await prisma().attempt.findMany()).toMatchObject([{ responseBody: null }]);
});

test("a previous key of a webhook or source is removed a week after its overlap ends, and not before", async () => {
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  await rotateKey(scope, id, { overlapHours: 24 });
  expect(await applyRetention(inDays(7))).toMatchObject({ previousKeys: 0 });
  expect(await applyRetention(inDays(9))).toMatchObject({ previousKeys: 1 });
  expect(await prisma().previousKey.count()).toBe(0);
  const { id: sourceId } = await makeSource();
  await rotateSource(scope, sourceId, { what: "key", key: "the second key", overlapHours: 24 }, origin);
  expect(await applyRetention(inDays(7))).toMatchObject({ previousKeys: 0 });
  expect(await applyRetention(inDays(9))).toMatchObject({ previousKeys: 1 });
  const row = await prisma().source.findUniqueOrThrow({ where: { id: sourceId } });
  expect(row).toMatchObject({ previousKeySealed: null, previousKeyUntil: null });
});

test("the result of a reconciliation is removed after 30 days, unless a job is still working on it", async () => {
  const { id: webhookId } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  const old = inDays(-31);
  const [needed, other] = [newId(old), newId(old)];
  for (const id of [needed, other]) {
    await prisma().reconciliation.create({ data: { id, webhookId, createdBy: "Tests" } });
    await prisma().receivedTraceId.create({ data: { reconciliationId: id, traceId: id, line: 1 } });
    await prisma().receivedRange.create({ data: { reconciliationId: id, first: 1, last: 2 } });
  }
  const filter = { reconciliationId: needed };
  const job = { id: newId(), kind: "resend", filter, rate: 1, requestedBy: "Tests", total: 1, excluded: 0 };
  await prisma().job.create({ data: { ...job, beforeId: job.id, state: "paused" } });
  expect(await applyRetention()).toMatchObject({ reconciliations: 1 });
  expect(await prisma().reconciliation.findMany()).toMatchObject([{ id: needed }]);
  expect(await prisma().receivedTraceId.count()).toBe(0);
  expect(await prisma().receivedRange.count()).toBe(0);
  await prisma().job.update({ where: { id: job.id }, data: { state: "cancelled" } });
  expect(await applyRetention()).toMatchObject({ reconciliations: 1 });
});

test("feed entries are removed when the bodies of their deliveries are; all entries of a feed are removed once the feed has ended", async () => {
  const { id: webhookId } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  await prisma().feed.create({ data: { webhookId, epoch: newId(), cluster: "1" } });
  for (const deliveryId of [newId(inDays(-31)), newId()]) {
    await prisma().feedEntry.create({ data: { webhookId, transactionId: 1, deliveryId } });
  }
  expect(await applyRetention()).toMatchObject({ feedEntries: 1 });
  expect(await applyRetention()).toMatchObject({ feedEntries: 0 });
  await prisma().feed.delete({ where: { webhookId } });
  expect(await applyRetention()).toMatchObject({ feedEntries: 1 });
});

test("an event is kept as long as a delivery that a job created for it later; exclusions of jobs are kept as long as records", async () => {
  await makeWebhook({ url: receiver.url() });
  const old = await deliverDaysAgo(79);
  const [created = ""] = await postEvent();
  await attemptDue([created]);
  await pool().query("UPDATE deliveries SET event_id = $2 WHERE id = $1", [created, old.eventId]);
  const jobId = newId();
  await pool().query(
    `INSERT INTO jobs (id, kind, filter, rate, requested_by, total, excluded, before_id)
     VALUES ($1, 'replay-missing', '{}', 1, 'Tests', 1, 1, $1)`,
    [jobId],
  );
  const ids = [newId(inDays(-79)), newId()];
  await pool().query(
    `INSERT INTO job_exclusions (job_id, id, event_id, webhook_id, reason)
     SELECT $1, id, id, id, 'condition_error' FROM unnest($2::uuid[]) AS e (id)`,
    [jobId, ids],
  );
  expect(await applyRetention()).toMatchObject({ jobExclusions: 1 });
  expect(await findKeptParts(old)).toMatchObject({ record: false, event: true });
  expect(await prisma().jobExclusion.findMany({ select: { id: true } })).toEqual([{ id: ids[1] }]);
});
