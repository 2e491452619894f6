import { beforeEach, expect, test } from "vitest";
import { advance, loadJob, replayAll, requestJob, startReplay } from "@/testing/jobs";
import { attemptDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { addVersion } from "../catalogue/add-version";
import { createEventType } from "../catalogue/create-event-type";
import { createEventTypeSchema } from "../catalogue/schema";
import { pool, transaction } from "../db";
import { loadTriggerCandidatesOf } from "../events/plan-events";
import { findEventTimeline } from "../events/timeline/queries";
import { newId } from "../ids";
import { simulateEvent } from "../playground/simulate-event";
import { updateWebhookSchema } from "../webhooks/schema";
import { updateWebhook } from "../webhooks/update-webhook";
import { cancelJob, resumeJob } from "./change-job";
import { createMissing } from "./create-missing";
import { planMissing } from "./plan-missing";
import { listJobItems } from "./queries";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
/** Each test has its own entity, and its jobs filter events by this entity. */
let entityId = "";
beforeEach(() => {
  entityId = newId();
});

const makeTestWebhook = (settings: Record<string, unknown> = {}) =>
  makeWebhook({ url: receiver.url(), dialect: "standard-webhooks", ...settings });
const postTestEvent = (data: Record<string, unknown> = {}, event: Record<string, unknown> = {}) =>
  postEvent({ entityId, data, ...event });
const updateSettings = (id: string, input: Record<string, unknown>) =>
  updateWebhook(scope, id, updateWebhookSchema.parse(input));
const requestReplay = (webhookIds: string[], input: Record<string, unknown> = {}, who = scope) =>
  requestJob({ kind: "replay-missing", filter: { webhookIds, entityId }, rate: 100, ...input }, who);

const findEventIds = async () =>
  (
    await pool().query<{ id: string }>(
      "SELECT id FROM events WHERE entity_id = $1 AND NOT simulated ORDER BY id",
      [entityId],
    )
  ).rows.map(({ id }) => id);

/** The data of the received webhooks as they were posted, without the two fields that the dialect adds. */
const listReceivedData = () =>
  receiver.requests.map(({ body }) => {
    const { entityId: _id, entityType: _type, ...data } = JSON.parse(body.toString()).data;
    return data;
  });

/** Counts the deliveries of a webhook for the events of this test. */
async function countDeliveries(webhookId: string): Promise<number> {
  const { rowCount } = await pool().query("SELECT FROM deliveries WHERE webhook_id = $1 AND entity_id = $2", [
    webhookId,
    entityId,
  ]);
  return rowCount ?? 0;
}

test("a replay creates, once each, the deliveries that a webhook missed while it was disabled, did not exist or lacked the trigger", async () => {
  const always = await makeTestWebhook({ name: "Always" });
  const off = await makeTestWebhook({ name: "Off", state: "disabled" });
  const untriggered = await makeTestWebhook({ name: "Untriggered", triggers: ["OpportunityClose"] });
  await postTestEvent({ n: 1 });
  await postTestEvent({ n: 2 });
  await updateSettings(off.id, { state: "enabled" });
  await updateSettings(untriggered.id, { triggers: ["OpportunityUpdated"] });
  await postTestEvent({ n: 3 });
  const late = await makeTestWebhook({ name: "Late" });
  await simulateEvent(scope, always.id, "OpportunityUpdated");
  await attemptDue();
  const before = receiver.requests.length;
  const all = [always.id, off.id, untriggered.id, late.id];
  expect(await requestReplay(all, { dryRun: true, rate: 2 })).toEqual({
    ok: true,
    job: null,
    plan: {
      total: 7,
      excluded: 0,
      withoutData: 0,
      webhooks: [
        { webhookId: late.id, webhookName: "Late", total: 3 },
        { webhookId: off.id, webhookName: "Off", total: 2 },
        { webhookId: untriggered.id, webhookName: "Untriggered", total: 2 },
      ],
      oldest: expect.any(String),
      newest: expect.any(String),
      expectedSeconds: 4,
    },
  });
  const job = await replayAll(await startReplay(all, entityId));
  expect(job).toMatchObject({ state: "finished", total: 7, created: 7, done: 7, released: 0, succeeded: 0 });
  expect(await Promise.all(all.map(countDeliveries))).toEqual([3, 3, 3, 3]);
  expect(
    listReceivedData()
      .slice(before)
      .map(({ n }) => n)
      .sort(),
  ).toEqual([1, 1, 1, 2, 2, 2, 3]);
  expect(await requestReplay(all)).toMatchObject({ ok: false, rejected: "nothing_matches" });
});

test("the current conditions apply: false ones match nothing, failing ones are excluded and listed, and events without data are counted separately", async () => {
  const { id } = await makeTestWebhook({
    triggers: [{ eventType: "OpportunityUpdated", condition: "data.a > 100" }],
  });
  for (const data of [{ a: 1 }, { a: 50 }, { other: 1 }, { a: 60 }]) await postTestEvent(data);
  const [, fifty = "", failing = "", removed = ""] = await findEventIds();
  await pool().query("DELETE FROM event_data WHERE event_id = $1", [removed]);
  expect(await requestReplay([id])).toMatchObject({
    rejected: "nothing_matches",
    message: expect.stringContaining("the condition or template of 1 delivery fails, and retention"),
  });
  await updateSettings(id, { triggers: [{ eventType: "OpportunityUpdated", condition: "data.a > 10" }] });
  const jobId = await startReplay([id], entityId);
  expect(await replayAll(jobId)).toMatchObject({
    state: "finished",
    total: 1,
    excluded: 1,
    withoutData: 1,
    created: 1,
  });
  expect(listReceivedData()).toEqual([{ a: 50 }]);
  expect((await listJobItems(scope, jobId, { limit: 10 }))?.items).toMatchObject([
    { eventId: fifty, webhookId: id, state: "succeeded", outcome: "succeeded", responseCode: 200 },
    { eventId: failing, webhookId: id, traceId: null, outcome: "excluded", errorCode: "condition_error" },
  ]);
});

test("an event's data is converted to the version of the event type that the trigger has chosen", async () => {
  const name = `Repriced.${entityId}`;
  const versionOne = { schema: { type: "object", properties: { limit: { type: "number" } } } };
  const sample = { entityId: "L-1", data: {} };
  const type = { name, title: "Repriced", entityType: "Loan", sample, ...versionOne };
  await createEventType(scope, createEventTypeSchema.parse(type));
  const old = await makeTestWebhook({ triggers: [name], state: "disabled" });
  await addVersion(scope, name, { schema: { type: "object" }, sample });
  await postTestEvent({ limit: 1, currency: "EUR" }, { type: name });
  await updateSettings(old.id, { state: "enabled" });
  await replayAll(await startReplay([old.id], entityId));
  expect(listReceivedData()).toEqual([{ limit: 1 }]);
});

test("a repeated step creates no delivery twice, and missing deliveries are created at the job's rate", async () => {
  for (let n = 0; n < 7; n += 1) await postTestEvent({ n });
  const { id } = await makeTestWebhook();
  const jobId = await startReplay([id], entityId, { rate: 3 });
  await advance(jobId);
  expect(await countDeliveries(id)).toBe(3);
  // Sets the cursor back, as if the deliveries had been written without the new cursor.
  const [first] = await findEventIds();
  await pool().query("UPDATE jobs SET cursor = $2 WHERE id = $1", [jobId, first]);
  expect(await replayAll(jobId)).toMatchObject({ state: "finished", created: 7 });
  expect(listReceivedData().map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("if two transactions create the same missing delivery at the same time, it is created only once", async () => {
  await postTestEvent();
  const { id } = await makeTestWebhook();
  const [eventId = ""] = await findEventIds();
  const candidates = await loadTriggerCandidatesOf([id]);
  const planOnce = () => planMissing(pool(), null, [{ id: eventId, webhookIds: [id] }], candidates);
  const created = (await Promise.all([planOnce(), planOnce()])).map(({ deliveries }) =>
    transaction((db) => createMissing(db, newId(), deliveries)),
  );
  expect((await Promise.all(created)).flat()).toEqual([id]);
  expect(await countDeliveries(id)).toBe(1);
});

test("no further deliveries are created while many deliveries of the webhook are due", async () => {
  await postTestEvent();
  const { id } = await makeTestWebhook();
  const jobId = await startReplay([id], entityId);
  await pool().query(
    `INSERT INTO open_deliveries (delivery_id, webhook_id, due_at)
     SELECT gen_random_uuid(), $1, now() FROM generate_series(1, 200)`,
    [id],
  );
  expect(await advance(jobId)).toBe(true);
  expect(await loadJob(jobId)).toMatchObject({ created: 0 });
  await pool().query("DELETE FROM open_deliveries WHERE webhook_id = $1", [id]);
  await advance(jobId);
  expect(await loadJob(jobId)).toMatchObject({ created: 1 });
});

test("a job pauses when its webhook is paused, and a job for a disabled webhook is rejected", async () => {
  for (let n = 0; n < 4; n += 1) await postTestEvent({ n });
  const { id } = await makeTestWebhook({ retryDelays: [] });
  const jobId = await startReplay([id], entityId, { rate: 2 });
  await advance(jobId);
  receiver.respond({ status: 500 });
  await attemptDue();
  expect(await advance(jobId)).toBe(false);
  expect(await loadJob(jobId)).toMatchObject({
    state: "paused",
    reason: { code: "webhook_paused" },
    created: 2,
  });
  expect(await resumeJob(scope, jobId)).toMatchObject({ rejected: "job_blocked" });
  await updateSettings(id, { state: "enabled" });
  receiver.respond({ status: 200 });
  expect(await resumeJob(scope, jobId)).toMatchObject({ ok: true });
  expect(await replayAll(jobId)).toMatchObject({ state: "finished", created: 4 });
  await postTestEvent({ n: 4 });
  await updateSettings(id, { state: "disabled" });
  expect(await requestReplay([id], { dryRun: true })).toMatchObject({
    rejected: "webhook_not_enabled",
    message: expect.stringContaining("is disabled. Enable it first"),
  });
});

test("for a partner's webhook, only deliveries of that partner's events are created", async () => {
  const alpha = await makePartnerScope("Alpha");
  const beta = await makePartnerScope("Beta");
  await postTestEvent({ of: "lender" });
  await postTestEvent({ of: "alpha" }, { partnerId: alpha.partnerId });
  await postTestEvent({ of: "beta" }, { partnerId: beta.partnerId });
  const { id } = await makeTestWebhook({ partnerId: alpha.partnerId });
  expect(await requestReplay([id], {}, beta)).toMatchObject({ rejected: "unknown_webhook" });
  const created = await requestReplay([id], {}, alpha);
  expect(created).toMatchObject({ ok: true, plan: { total: 1 } });
  await replayAll(created.ok ? (created.job?.id ?? "") : "");
  expect(listReceivedData()).toEqual([{ of: "alpha" }]);
});

test("the timeline says that a job created the delivery later, and who had requested the job", async () => {
  const { id } = await makeTestWebhook({ state: "disabled" });
  await postTestEvent();
  const [eventId = ""] = await findEventIds();
  const listKinds = async () => (await findEventTimeline(scope, eventId))?.steps.map(({ kind }) => kind);
  expect(await listKinds()).toEqual(["received", "unmatched", "passed_over"]);
  await updateSettings(id, { state: "enabled" });
  const jobId = await startReplay([id], entityId);
  await advance(jobId);
  await attemptDue();
  await cancelJob(scope, jobId);
  const allKinds = ["received", "unmatched", "passed_over", "replayed", "attempt", "delivered"];
  expect(await listKinds()).toEqual(allKinds);
  const { steps = [], deliveries } = (await findEventTimeline(scope, eventId)) ?? {};
  expect(steps[3]).toMatchObject({ kind: "replayed", by: "Tests", webhook: { id } });
  expect(deliveries).toMatchObject({ total: 1, succeeded: 1 });
});
