import { beforeEach, expect, test } from "vitest";
import { advance, loadJob, requestJob, sendRequested, workOn } from "@/testing/jobs";
import { attemptDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { sendManualAttempt } from "../deliveries/send-manual-attempt";
import { updateWebhook } from "../webhooks/update-webhook";
import { probePausedWebhooks } from "./probe-webhooks";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});
beforeEach(async () => {
  await pool().query("DELETE FROM webhook_probes");
});

/** Makes a webhook that its first delivery has paused, with one held delivery. */
async function makePausedWebhook(selfHealing = true, partnerId?: string) {
  receiver.respond({ status: 500 });
  const settings = { retryDelays: [], failurePolicy: { kind: "failures", count: 1 }, selfHealing };
  const { id } = await makeWebhook({ url: receiver.url(), ...settings, partnerId });
  const [failed = ""] = await postEvent({ partnerId });
  await attemptDue([failed]);
  await postEvent({ partnerId });
  const held = await prisma().delivery.findFirstOrThrow({ where: { webhookId: id, state: "held" } });
  return { id, failed, held: held.id };
}

/** Moves the times of this webhook and its probes into the past by this many minutes. */
async function letTimePass(webhookId: string, minutes: number): Promise<void> {
  const subtractMinutes = (column: string) => `${column} = ${column} - interval '1 minute' * $2`;
  await pool().query(`UPDATE webhooks SET ${subtractMinutes("state_changed_at")} WHERE id = $1`, [
    webhookId,
    minutes,
  ]);
  await pool().query(
    `UPDATE webhook_probes SET ${["paused_at", "probed_at", "healed_at"].map(subtractMinutes).join(", ")} WHERE webhook_id = $1`,
    [webhookId, minutes],
  );
}

/** Lets this much time pass, and sends the probe, if one was requested. Returns the delivery that was sent. */
async function probeAfter(webhookId: string, minutes: number): Promise<string | null> {
  await letTimePass(webhookId, minutes);
  await probePausedWebhooks();
  const open = await prisma().attempt.findFirst({ where: { manual: true, outcome: null } });
  if (open) await sendManualAttempt(open.id);
  return open?.deliveryId ?? null;
}

const findState = async (id: string) => (await prisma().webhook.findUniqueOrThrow({ where: { id } })).state;
const findJobId = async (webhookId: string) =>
  (await prisma().jobWebhook.findFirst({ where: { webhookId }, orderBy: { jobId: "desc" } }))?.jobId;

test("a paused webhook is probed at growing intervals; a successful probe enables it and releases its held delivery", async () => {
  const { id, failed, held } = await makePausedWebhook();
  expect(await probeAfter(id, 0.9)).toBeNull();
  expect(await probeAfter(id, 0.2)).toBe(failed);
  expect(await probeAfter(id, 1.9)).toBeNull();
  expect(await probeAfter(id, 0.2)).toBe(failed);
  expect(await findState(id)).toBe("paused");
  receiver.respond({ status: 200 });
  expect(await probeAfter(id, 5.1)).toBe(failed);
  expect(await loadDelivery(failed)).toMatchObject({ state: "succeeded" });

  await probePausedWebhooks();
  expect(await prisma().webhook.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: "enabled",
    stateChangedBy: "Hookledger",
  });
  const jobId = (await findJobId(id)) ?? "";
  expect(await workOn(jobId)).toMatchObject({ kind: "release-held", state: "finished", released: 1 });
  await attemptDue();
  expect(await loadDelivery(held)).toMatchObject({ state: "succeeded" });
  await probePausedWebhooks();
  expect(await findJobId(id)).toBe(jobId);
});

test("a webhook without self-healing is not probed; if the failed delivery was resent, the oldest held one is the probe", async () => {
  const { id, failed, held } = await makePausedWebhook(false);
  expect(await probeAfter(id, 120)).toBeNull();
  await updateWebhook(scope, id, { selfHealing: true });
  receiver.respond({ status: 200 });
  const resend = await requestJob({ kind: "resend", filter: { traceIds: [failed] } });
  if (!resend.ok || !resend.job) throw new Error(JSON.stringify(resend));
  await workOn(resend.job.id);
  expect(await probeAfter(id, 120)).toBe(held);
  await probePausedWebhooks();
  expect(await findState(id)).toBe("enabled");
});

test("a webhook that a user disabled after the probe stays disabled", async () => {
  const { id, failed } = await makePausedWebhook();
  receiver.respond({ status: 200 });
  expect(await probeAfter(id, 2)).toBe(failed);
  await updateWebhook(scope, id, { state: "disabled" });
  await probePausedWebhooks();
  expect(await findState(id)).toBe("disabled");
});

test("if another job of the webhook is open, the held deliveries are released after that job has ended", async () => {
  const { id, failed } = await makePausedWebhook();
  const other = await requestJob({ kind: "resend", filter: { webhookId: id, states: ["failed"] } });
  if (!other.ok || !other.job) throw new Error(JSON.stringify(other));
  receiver.respond({ status: 200 });
  expect(await probeAfter(id, 2)).toBe(failed);
  await probePausedWebhooks();
  expect(await findState(id)).toBe("enabled");
  expect(await findJobId(id)).toBe(other.job.id);
  await sendRequested(other.job.id);
  await workOn(other.job.id);
  await probePausedWebhooks();
  const next = (await findJobId(id)) ?? "";
  expect(next).not.toBe(other.job.id);
  expect(await workOn(next)).toMatchObject({ released: 1 });
});

test("a release job that another pause has paused is resumed after the next successful probe", async () => {
  const { id, failed, held } = await makePausedWebhook();
  receiver.respond({ status: 200 });
  expect(await probeAfter(id, 1.1)).toBe(failed);
  await probePausedWebhooks();
  const jobId = (await findJobId(id)) ?? "";
  receiver.respond({ status: 500 });
  const [nextFailed = ""] = await postEvent();
  await attemptDue([nextFailed]);
  expect(await workOn(jobId)).toMatchObject({ state: "paused", reason: { code: "webhook_paused" } });
  receiver.respond({ status: 200 });
  expect(await probeAfter(id, 2.1)).toBe(nextFailed);
  await probePausedWebhooks();
  expect(await findState(id)).toBe("enabled");
  expect(await workOn(jobId)).toMatchObject({ state: "finished", released: 1 });
  await attemptDue();
  expect(await loadDelivery(held)).toMatchObject({ state: "succeeded" });
});

test("if the pause of a partner's webhook has paused a job of the lender, the job is resumed once all its webhooks are enabled", async () => {
  const { partnerId } = await makePartnerScope("Healed");
  const { id, held } = await makePausedWebhook(true, partnerId);
  const { id: other } = await makePausedWebhook(false);
  for (const each of [id, other])
    await updateWebhook(scope, each, { state: "enabled", heldDeliveries: "keep" });
  const started = await requestJob({
    kind: "resend",
    filter: { webhookIds: [id, other], states: ["failed"] },
  });
  const jobId = started.ok ? (started.job?.id ?? "") : "";
  const nextFailed = await postEvent({ partnerId });
  await attemptDue(nextFailed);
  expect(await advance(jobId)).toBe(false);
  expect(await loadJob(jobId)).toMatchObject({ state: "paused", reason: { code: "webhook_paused" } });
  receiver.respond({ status: 200 });
  await probeAfter(id, 1.1);
  await probePausedWebhooks();
  expect([await findState(id), await findState(other)]).toEqual(["enabled", "paused"]);
  expect(await loadJob(jobId)).toMatchObject({ state: "paused" });
  await updateWebhook(scope, other, { state: "enabled", heldDeliveries: "keep" });
  await probePausedWebhooks();
  expect(await workOn(jobId)).toMatchObject({ state: "finished" });
  await probePausedWebhooks();
  expect(await workOn((await findJobId(id)) ?? "")).toMatchObject({ kind: "release-held", released: 1 });
  await attemptDue();
  expect(await loadDelivery(held)).toMatchObject({ state: "succeeded" });
});

test("a webhook that is paused again within an hour is first probed after the interval that it had reached", async () => {
  const { id, failed } = await makePausedWebhook();
  for (const minutes of [1.1, 2.1, 5.1]) expect(await probeAfter(id, minutes)).toBe(failed);
  receiver.respond({ status: 200 });
  expect(await probeAfter(id, 15.1)).toBe(failed);
  await probePausedWebhooks();
  expect(await findState(id)).toBe("enabled");
  receiver.respond({ status: 500 });
  const [nextFailed = ""] = await postEvent();
  await attemptDue([nextFailed]);
  expect(await findState(id)).toBe("paused");
  expect(await probeAfter(id, 29)).toBeNull();
  expect(await probeAfter(id, 1.1)).toBe(nextFailed);
});
