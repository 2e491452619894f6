import { afterEach, expect, test } from "vitest";
import { advance, makeDeliveries, requestJob, sendRequested, startResend, workOn } from "@/testing/jobs";
import { attemptDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { countRecorded, listOwnEvents, listOwnEventTypes, publishAll } from "@/testing/own-events";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { cancelJob } from "../jobs/change-job";
import { recordRecoveries } from "../webhooks/record-recoveries";
import { updateWebhook } from "../webhooks/update-webhook";
import { publishOwnEvents } from "./publish-own-events";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
afterEach(async () => {
  await pool().query("DELETE FROM own_events");
});

const createTestWebhook = async (settings: Record<string, unknown>) =>
  (await makeWebhook({ url: receiver.url(), retryDelays: [], ...settings })).id;

/** Accepts `count` events of the type OpportunityUpdated, then lets all their deliveries fail permanently. Returns the trace IDs. */
async function failDeliveries(count = 1): Promise<string[]> {
  receiver.respond({ status: 500 });
  const traceIds: string[] = [];
  for (let index = 0; index < count; index += 1) traceIds.push(...(await postEvent()));
  await attemptDue(traceIds);
  return traceIds;
}

test("a pause is published once, to webhooks that subscribe to it by name and not to those that subscribe to all events", async () => {
  const id = await createTestWebhook({ name: "Core", failurePolicy: { kind: "failures", count: 1 } });
  const allEventsWebhookId = await createTestWebhook({ triggers: ["*"], failurePolicy: { kind: "never" } });
  const alertsId = await createTestWebhook({
    triggers: ["hookledger.webhook.paused"],
    dialect: "standard-webhooks",
  });
  const traceIds = await failDeliveries();
  const published = await Promise.all([publishAll(), publishAll(), publishAll()]);
  expect(published.sort()).toEqual([0, 0, 1]);
  expect(await publishAll()).toBe(0);
  const [event, ...others] = await listOwnEvents(alertsId);
  expect(others).toEqual([]);
  expect(event?.data).toEqual({
    summary:
      'The webhook "Core" is paused. A delivery failed permanently. The webhook\'s deliveries are held until it is enabled.',
    webhookId: id,
    webhookName: "Core",
    reason: "delivery_failed",
    deliveryId: traceIds.find((traceId) => traceId === event?.data.deliveryId),
  });
  expect(await listOwnEventTypes(allEventsWebhookId)).toEqual([]);

  receiver.respond({ status: 200 });
  await attemptDue();
  const bodies = receiver.requests.map(({ body }) => JSON.parse(body.toString()));
  expect(bodies.filter(({ type }) => type === "hookledger.webhook.paused")).toHaveLength(1);
});

test("own events that no webhook subscribes to are not written", async () => {
  await createTestWebhook({
    triggers: ["*", "OpportunityUpdated"],
    failurePolicy: { kind: "failures", count: 1 },
  });
  await failDeliveries();
  expect(await countRecorded()).toBe(0);
});

test("the failed deliveries of one minute are published as one event, with their count and the first ten trace IDs", async () => {
  const id = await createTestWebhook({ failurePolicy: { kind: "never" } });
  const alertsId = await createTestWebhook({ triggers: ["hookledger.delivery.failed"] });
  const first = await failDeliveries(8);
  expect(await publishOwnEvents()).toBe(0);
  const more = await failDeliveries(4);
  expect(await publishAll()).toBe(1);
  const [event] = await listOwnEvents(alertsId);
  expect(event?.data).toMatchObject({ webhookId: id, count: 12 });
  expect(event?.data.summary).toMatch(/^12 deliveries of the webhook/);
  const traceIds = (event?.data.traceIds ?? []) as string[];
  expect(traceIds).toHaveLength(10);
  expect([...first, ...more]).toEqual(expect.arrayContaining(traceIds));
  expect(traceIds.slice(0, 8).sort()).toEqual([...first].sort());

  await failDeliveries();
  await publishAll();
  expect((await listOwnEvents(alertsId)).map(({ data }) => data.count)).toEqual([12, 1]);
});

test("a failed delivery of an own event publishes nothing: no failure, no warning, no pause and no audit entry", async () => {
  const triggers = [
    "hookledger.delivery.failed",
    "hookledger.webhook.failing",
    "hookledger.webhook.paused",
    "hookledger.audit",
  ];
  const alertsId = await createTestWebhook({ triggers, failurePolicy: { kind: "failures", count: 3 } });
  const id = await createTestWebhook({ failurePolicy: { kind: "never" } });
  await pool().query("DELETE FROM own_events");
  await failDeliveries();
  expect(await publishAll()).toBe(2);
  expect(await listOwnEventTypes(alertsId)).toEqual([
    "hookledger.delivery.failed",
    "hookledger.webhook.failing",
  ]);
  await attemptDue();
  expect(await countRecorded()).toBe(0);
  await updateWebhook(scope, id, { name: "Renamed" });
  expect(await publishAll()).toBe(1);
  await attemptDue();
  expect(await prisma().webhook.findUniqueOrThrow({ where: { id: alertsId } })).toMatchObject({
    state: "paused",
    stateReason: "failures_reached",
  });
  expect(await countRecorded()).toBe(0);
});

test("audit entries are published with a summary; details that are too long for an event are left out", async () => {
  const id = await createTestWebhook({ name: "Core", dialect: "loanpro" });
  const alertsId = await createTestWebhook({
    triggers: [{ eventType: "hookledger.audit", condition: 'data.action == "webhook.changed"' }],
  });
  await updateWebhook(scope, id, { timeoutSeconds: 20 });
  const bodyTemplate = `{"a": "${"x".repeat(32_740)}"}`;
  await updateWebhook(scope, id, { options: { bodyTemplate } });
  await updateWebhook(scope, id, { options: { bodyTemplate: bodyTemplate.replace("a", "b") } });
  await publishAll();
  const [first, , third] = (await listOwnEvents(alertsId)).map(({ data }) => data);
  expect(first).toMatchObject({
    summary: `Tests changed the webhook ${id}: timeout.`,
    action: "webhook.changed",
    actor: { kind: "system", id: null, name: "Tests" },
    target: { type: "webhook", id },
    details: { timeoutSeconds: { from: 15, to: 20 } },
  });
  expect(third).toMatchObject({ action: "webhook.changed", details: null });
});

test("a webhook recovers when it is enabled after a pause, and when deliveries succeed after a warning", async () => {
  const id = await createTestWebhook({ name: "Core", failurePolicy: { kind: "failures", count: 1 } });
  const alertsId = await createTestWebhook({ triggers: ["hookledger.webhook.recovered"] });
  await failDeliveries();
  await updateWebhook(scope, id, { state: "enabled", failurePolicy: { kind: "never" } });
  await publishAll();
  const listSummaries = async () => (await listOwnEvents(alertsId)).map(({ data }) => data.summary);
  expect(await listSummaries()).toEqual(['The webhook "Core" was enabled by Tests.']);

  await pool().query(
    `UPDATE webhook_failures SET messaged_at = messaged_at - interval '2 hours', failed_at = ARRAY[now() - interval '2 hours']`,
  );
  await pool().query("UPDATE webhooks SET state_changed_at = now() - interval '1 hour'");
  await failDeliveries();
  const setLastFailure = (ago: string) =>
    pool().query(
      "UPDATE webhook_failures SET failed_at = ARRAY[now() - $1::interval], messaged_at = now() - $1::interval",
      [ago],
    );
  await setLastFailure("11 minutes");
  await recordRecoveries();
  expect(await countRecorded()).toBe(0);
  receiver.respond({ status: 200 });
  await postEvent();
  await attemptDue();
  await setLastFailure("9 minutes");
  await recordRecoveries();
  expect(await countRecorded()).toBe(0);
  await setLastFailure("11 minutes");
  await recordRecoveries();
  await recordRecoveries();
  await publishAll();
  expect(await listSummaries()).toEqual([
    'The webhook "Core" was enabled by Tests.',
    'Deliveries of the webhook "Core" succeed again.',
  ]);
});

test("the end of a job is published with the job's counts", async () => {
  const id = await createTestWebhook({ failurePolicy: { kind: "never" } });
  const alertsId = await createTestWebhook({ triggers: ["hookledger.job.finished"] });
  await makeDeliveries(id, 2, "failed");
  const jobId = await startResend(id);
  expect((await workOn(jobId)).state).toBe("finished");
  await publishAll();
  const [event] = await listOwnEvents(alertsId);
  expect(event?.data).toMatchObject({
    jobId,
    kind: "resend",
    state: "finished",
    total: 2,
    succeeded: 2,
    failed: 0,
  });
});

test("the event about a canceled job also counts the attempts after the job's last step", async () => {
  const id = await createTestWebhook({ failurePolicy: { kind: "never" } });
  const alertsId = await createTestWebhook({ triggers: ["hookledger.job.finished"] });
  await makeDeliveries(id, 2, "failed");
  const jobId = await startResend(id);
  await advance(jobId);
  await sendRequested(jobId);
  await cancelJob(scope, jobId);
  await publishAll();
  const [event] = await listOwnEvents(alertsId);
  expect(event?.data).toMatchObject({ state: "cancelled", succeeded: 2, failed: 0, created: 0 });
});

test("for a webhook that subscribes to all events, own events do not count as missing", async () => {
  const allEventsWebhookId = await createTestWebhook({ triggers: ["*"] });
  await pool().query(
    "DELETE FROM event_data WHERE event_id IN (SELECT id FROM events WHERE type LIKE 'hookledger.%')",
  );
  const filter = { webhookId: allEventsWebhookId, eventTypes: ["hookledger.job.finished"] };
  expect(await requestJob({ kind: "replay-missing", filter, dryRun: true })).toMatchObject({
    plan: { total: 0, withoutData: 0 },
  });
});
