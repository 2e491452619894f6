import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { attemptDue, attemptUntilDone, fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { prisma } from "../../db";
import { requestResend } from "../../deliveries/request-resend";
import { sendManualAttempt } from "../../deliveries/send-manual-attempt";
import { closeSender } from "../../deliveries/sender";
import { newId } from "../../ids";
import { simulateEvent } from "../../playground/simulate-event";
import { deleteWebhook } from "../../webhooks/delete-webhook";
import { updateWebhookSchema } from "../../webhooks/schema";
import { updateWebhook } from "../../webhooks/update-webhook";
import { findEventTimeline, listEntityTimeline } from "./queries";
import { timelinePageQuerySchema } from "./schema";

useDatabase();
let receiver: Receiver;
let entityId = "";
beforeAll(fillCatalogue);
beforeEach(async () => {
  entityId = newId();
  receiver = await startReceiver();
});
afterEach(async () => {
  await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
  await receiver.close();
});
afterAll(closeSender);

const loadTimeline = async (more: Record<string, unknown> = {}) =>
  (
    await listEntityTimeline(
      scope,
      timelinePageQuerySchema.parse({ entityType: "Opportunity", entityId, ...more }),
    )
  ).items;
const createTestWebhook = (settings: Record<string, unknown> = {}) =>
  makeWebhook({ url: receiver.url(), ...settings });
const postTestEvent = (more: Record<string, unknown> = {}) => postEvent({ entityId, ...more });
const updateTestWebhook = (id: string, input: Record<string, unknown>) =>
  updateWebhook(scope, id, updateWebhookSchema.parse(input));

async function loadStepKinds() {
  const [event] = await loadTimeline();
  return event?.steps.map(({ kind }) => kind);
}

test("the timeline of an event without a matching webhook says so, and lists the webhooks that were not subscribed", async () => {
  const deletedWebhook = await createTestWebhook({ name: "Gone before", triggers: ["OpportunityClose"] });
  await deleteWebhook(scope, deletedWebhook.id);
  const otherWebhook = await createTestWebhook({ name: "Other", triggers: ["OpportunityClose"] });
  await postTestEvent({ data: { a: 1 }, idempotencyKey: entityId });
  await createTestWebhook({ name: "Made later", triggers: ["OpportunityClose"] });
  const [event] = await loadTimeline();
  expect(event).toMatchObject({
    type: "OpportunityUpdated",
    entityId,
    receivedBy: "Tests",
    simulated: false,
    hasIdempotencyKey: true,
    dataBytes: 7,
    deliveries: { total: 0 },
    deliveriesLeftOut: 0,
    steps: [
      { kind: "received", by: "Tests" },
      { kind: "unmatched" },
      { kind: "not_subscribed", count: 1, webhooks: [{ id: otherWebhook.id, name: "Other" }] },
    ],
  });
});

test("at most ten unsubscribed webhooks are named", async () => {
  for (let index = 0; index < 12; index += 1)
    await createTestWebhook({ name: `W ${10 + index}`, triggers: ["OpportunityClose"] });
  await postTestEvent();
  const [event] = await loadTimeline();
  const step = event?.steps.at(-1);
  expect(step?.kind === "not_subscribed" && [step.count, step.webhooks.map(({ name }) => name)]).toEqual([
    12,
    Array.from({ length: 10 }, (_, index) => `W ${10 + index}`),
  ]);
});

test("the timeline shows which webhooks were skipped, and why, and the delivery for the one that matched", async () => {
  await createTestWebhook({ name: "Core" });
  await createTestWebhook({ name: "Off", state: "disabled" });
  await createTestWebhook({
    name: "Big only",
    triggers: [{ eventType: "OpportunityUpdated", condition: "data.amount > 100" }],
  });
  const [traceId = ""] = await postTestEvent({ data: { amount: 1 } });
  await attemptUntilDone(traceId);
  const [event] = await loadTimeline();
  const [receivedStep, matchedStep, ...otherSteps] = event?.steps ?? [];
  expect([receivedStep, matchedStep]).toMatchObject([
    { kind: "received" },
    { kind: "matched", count: 1, webhooks: [{ name: "Core", traceId }] },
  ]);
  const skipped = otherSteps.filter((step) => step.kind === "passed_over");
  expect(skipped.map(({ webhook, reason }) => [webhook.name, reason]).sort()).toEqual([
    ["Big only", "condition_false"],
    ["Off", "disabled"],
  ]);
  expect(otherSteps.slice(2)).toMatchObject([
    { kind: "attempt", traceId, number: 1, outcome: "succeeded", responseCode: 200, error: null },
    { kind: "delivered", traceId, webhook: { name: "Core" } },
  ]);
  expect(await findEventTimeline(scope, event?.id ?? "")).toEqual(event);
});

test("a permanent failure that paused the webhook is still shown after a successful resend", async () => {
  receiver.respond({ status: 500 });
  await createTestWebhook({ retryDelays: [60] });
  const [traceId = ""] = await postTestEvent();
  await attemptUntilDone(traceId);
  const failedStepKinds = ["received", "matched", "attempt", "attempt", "failed", "paused_webhook"];
  expect(await loadStepKinds()).toEqual(failedStepKinds);
  receiver.respond({ status: 200 });
  const resent = await requestResend(scope, traceId);
  expect(await loadStepKinds()).toEqual([...failedStepKinds, "resent"]);
  await sendManualAttempt(resent.ok ? resent.attemptId : "");
  expect(await loadStepKinds()).toEqual([...failedStepKinds, "resent", "attempt", "delivered"]);
  const [event] = await loadTimeline();
  expect(event?.steps.slice(-3)).toMatchObject([
    { kind: "resent", by: "Tests" },
    { kind: "attempt", manual: true, number: null, outcome: "succeeded" },
    { kind: "delivered" },
  ]);
});

test("a held delivery whose resend succeeds is not shown as failed before that", async () => {
  receiver.respond({ status: 500 });
  const { id } = await createTestWebhook({ retryDelays: [3_600] });
  const [traceId = ""] = await postTestEvent();
  await attemptDue([traceId]);
  await updateTestWebhook(id, { state: "disabled" });
  await prisma().webhook.update({ where: { id }, data: { state: "paused" } });
  receiver.respond({ status: 200 });
  const resent = await requestResend(scope, traceId);
  await sendManualAttempt(resent.ok ? resent.attemptId : "");
  expect(await loadStepKinds()).toEqual([
    "received",
    "matched",
    "attempt",
    "held",
    "resent",
    "attempt",
    "delivered",
  ]);
});

test("a scheduled retry is shown as the last step, before it is due", async () => {
  receiver.respond({ status: 503 });
  await createTestWebhook({ retryDelays: [3_600] });
  const [traceId = ""] = await postTestEvent();
  expect((await loadTimeline())[0]?.steps.at(-1)).toMatchObject({ kind: "planned", number: 1, traceId });
  await attemptDue([traceId]);
  expect(await loadStepKinds()).toEqual(["received", "matched", "attempt", "planned"]);
  expect((await loadTimeline())[0]?.steps.at(-1)).toMatchObject({ kind: "planned", number: 2 });
});

test("a held delivery shows why it was held, and whether it was then released or discarded, for events from before and from after the pause", async () => {
  receiver.respond({ status: 500 });
  const { id } = await createTestWebhook({ retryDelays: [] });
  const [first = ""] = await postTestEvent({ entityId: "causes the pause" });
  const [early = ""] = await postTestEvent();
  await attemptUntilDone(first);
  expect(await loadStepKinds()).toEqual(["received", "matched", "held"]);
  await postTestEvent();
  receiver.respond({ status: 200 });
  await updateTestWebhook(id, { state: "enabled", heldDeliveries: "deliver" });
  await attemptUntilDone(early);
  const [late, before] = await loadTimeline();
  expect(before?.steps.slice(2)).toMatchObject([
    { kind: "held", reason: "The webhook was paused." },
    { kind: "released", by: "Tests" },
    { kind: "attempt", number: 1, outcome: "succeeded" },
    { kind: "delivered" },
  ]);
  expect(late?.steps.slice(2)).toMatchObject([
    { kind: "held", at: late?.receivedAt },
    { kind: "released" },
    { kind: "planned", number: 1 },
  ]);
  await updateTestWebhook(id, { state: "disabled" });
  await updateTestWebhook(id, { state: "enabled", heldDeliveries: "discard" });
  expect((await loadTimeline())[0]?.steps.slice(-2)).toMatchObject([
    { kind: "held", reason: "The webhook was disabled." },
    { kind: "discarded", by: "Tests" },
  ]);
});

test("deleting the webhook discards its open deliveries", async () => {
  const { id } = await createTestWebhook();
  await postTestEvent();
  await deleteWebhook(scope, id);
  expect((await loadTimeline())[0]?.steps.slice(2)).toMatchObject([
    { kind: "discarded", by: "Tests", reason: "The webhook was deleted." },
  ]);
});

test("a simulated event is for one webhook, so no other is listed as unsubscribed", async () => {
  const { id } = await createTestWebhook();
  await createTestWebhook({ name: "Other" });
  const simulated = await simulateEvent(scope, id, "OpportunityUpdated");
  const event = await findEventTimeline(scope, simulated.ok ? simulated.eventId : "");
  expect(event).toMatchObject({ simulated: true, hasIdempotencyKey: false });
  expect(event?.steps.map(({ kind }) => kind)).toEqual(["received", "matched", "planned"]);
});

test("pages list every event once, newest first; an event's deliveries beyond the first ten are counted but left out", async () => {
  for (let index = 0; index < 12; index += 1) await createTestWebhook({ name: `Many ${index}` });
  for (let index = 0; index < 3; index += 1) await postTestEvent();
  const page = timelinePageQuerySchema.parse({ entityType: "Opportunity", entityId, limit: 2 });
  const first = await listEntityTimeline(scope, page);
  const second = await listEntityTimeline(scope, { ...page, cursor: first.nextCursor ?? undefined });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(ids).toEqual([...ids].sort().reverse());
  expect(ids).toHaveLength(3);
  expect(second.nextCursor).toBeNull();
  expect(first.items[0]).toMatchObject({ deliveries: { total: 12, pending: 12 }, deliveriesLeftOut: 2 });
  expect(await findEventTimeline(scope, ids[0] ?? "")).toMatchObject({ deliveriesLeftOut: 0 });
});

test("in the reason why a webhook was skipped, one-time codes are masked", async () => {
  const type = "WB_Send_Otp";
  await createTestWebhook({ triggers: [{ eventType: type, condition: "double(data.code) > 1.0" }] });
  const bodyTemplate = '{"next": {{ data.code | plus: 1 }}}';
  await createTestWebhook({ dialect: "loanpro", options: { bodyTemplate }, triggers: [type] });
  await postTestEvent({ type, data: { code: "48x913" } });
  const [event] = await loadTimeline({ entityType: "Customer" });
  const details = event?.steps.flatMap((step) => (step.kind === "passed_over" ? [step.detail] : []));
  expect(details).toHaveLength(2);
  for (const detail of details ?? []) expect(detail).toContain('"******" is not a number.');
});
