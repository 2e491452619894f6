import { expect, test } from "vitest";
import { attemptDue, claimDue, loadDelivery, makeDue, makeWebhook, postEvent } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import type { ClaimedDelivery } from "./claim-deliveries";
import { type FinishedAttempt, recordAttempt } from "./record-attempts";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const createDelivery = async () => (await postEvent())[0] as string;

/** What a success leaves, without sending anything. */
function finishedAttempt({ deliveryId, attemptId, webhook, number }: ClaimedDelivery): FinishedAttempt {
  return {
    deliveryId,
    attemptId,
    webhookId: webhook.id,
    number,
    method: null,
    startedAt: new Date(),
    durationMs: 1,
    decision: { kind: "succeeded" },
    destination: receiver.url(),
    destinationIp: null,
    sourceIp: null,
    requestHeaders: {},
    responseCode: 200,
    responseHeaders: {},
    responseBody: null,
    responseTruncated: false,
    failure: null,
    timing: null,
  };
}

test("an attempt that has lost its lease records nothing", async () => {
  receiver.respond({ status: 500 });
  await makeWebhook({ url: receiver.url(), retryDelays: [3_600] });
  const deliveryId = await createDelivery();
  const [stale] = await claimDue();
  await makeDue(deliveryId);
  await attemptDue();
  if (!stale) throw new Error("a claim was expected");
  const recorded = await recordAttempt(finishedAttempt(stale));
  expect(recorded).toEqual({ kind: "fenced" });
  expect(await loadDelivery(deliveryId)).toMatchObject({
    state: "pending",
    attemptCount: 2,
    lastResponseCode: 500,
  });
});

test("an outcome that Postgres rejects does not affect the others, and leaves nothing behind", async () => {
  await makeWebhook({ url: receiver.url() });
  await createDelivery();
  await createDelivery();
  const claims = await claimDue();
  const [sound, broken] = claims.map((claim) => finishedAttempt(claim));
  if (!sound || !broken) throw new Error("two claims were expected");
  const results = await Promise.allSettled([
    recordAttempt(sound),
    recordAttempt({ ...broken, destination: "text that Postgres rejects: \u0000" }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(await loadDelivery(sound.deliveryId)).toMatchObject({ state: "succeeded" });
  expect(await loadDelivery(broken.deliveryId)).toMatchObject({ state: "delivering", attempts: [] });
});
