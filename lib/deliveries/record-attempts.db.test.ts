import { expect, test } from "vitest";
import { makeFailedAttempt, makeFinishedAttempt } from "@/testing/finished-attempt";
import { attemptDue, claimDue, loadDelivery, makeDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, prisma } from "../db";
import { updateWebhook } from "../webhooks/update-webhook";
import { type ClaimedDelivery, giveBack } from "./claim-deliveries";
import { recordAttempt } from "./record-attempts";
import { recordManualAttempt } from "./record-manual-attempt";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const createDelivery = async () => (await postEvent())[0] as string;

test("an attempt that has lost its lease records nothing", async () => {
  receiver.respond({ status: 500 });
  await makeWebhook({ url: receiver.url(), retryDelays: [3_600] });
  const deliveryId = await createDelivery();
  const [stale] = await claimDue();
  await makeDue(deliveryId);
  await attemptDue();
  if (!stale) throw new Error("a claim was expected");
  const recorded = await recordAttempt(makeFinishedAttempt(stale));
  expect(recorded).toEqual({ kind: "fenced" });
  expect(await loadDelivery(deliveryId)).toMatchObject({
    state: "pending",
    attemptCount: 2,
    lastResponseCode: 500,
  });
});

test("if Postgres rejects an outcome, none of it is written, and the outcomes recorded with it are not affected", async () => {
  await makeWebhook({ url: receiver.url() });
  await createDelivery();
  await createDelivery();
  const claims = await claimDue();
  const [valid, invalid] = claims.map(makeFinishedAttempt);
  if (!valid || !invalid) throw new Error("two claims were expected");
  const results = await Promise.allSettled([
    recordAttempt(valid),
    recordAttempt({ ...invalid, destination: "text that Postgres rejects: \u0000" }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(await loadDelivery(valid.deliveryId)).toMatchObject({ state: "succeeded" });
  expect(await loadDelivery(invalid.deliveryId)).toMatchObject({ state: "delivering", attempts: [] });
});

test.each(["scheduled", "manual"])(
  "if the database does not answer, one try to record a %s attempt ends before the lease does",
  async (kind) => {
    await makeWebhook({ url: receiver.url() });
    await createDelivery();
    const [claim] = await claimDue();
    if (!claim) throw new Error("a claim was expected");
    const { deliveryId: traceId, attemptId } = claim;
    const otherClient = await pool().connect();
    try {
      await otherClient.query("BEGIN");
      await otherClient.query("LOCK TABLE attempts, deliveries IN ACCESS EXCLUSIVE MODE");
      const leaseEnd = Date.now() + 4_000;
      const outcome = { ...makeFinishedAttempt(claim), leaseEnd };
      const recording =
        kind === "manual"
          ? recordManualAttempt({ attemptId, token: attemptId, traceId, leaseEnd, ordered: false, outcome })
          : recordAttempt(outcome);
      await expect(recording).rejects.toThrow("timeout");
      expect(Date.now()).toBeLessThan(leaseEnd);
    } finally {
      await otherClient.query("ROLLBACK");
      otherClient.release();
    }
  },
);

/** Claims a delivery, then disables its webhook and enables it again, which holds and releases the delivery. */
async function claimThenRelease(): Promise<ClaimedDelivery> {
  const { id } = await makeWebhook({ url: receiver.url(), retryDelays: [] });
  await createDelivery();
  const [claim] = await claimDue();
  if (!claim) throw new Error("a claim was expected");
  await updateWebhook(scope, id, { state: "disabled" });
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "deliver" });
  return claim;
}

test("if the last attempt of a delivery fails after the delivery was released, the delivery starts over with all its retries", async () => {
  const claim = await claimThenRelease();
  expect(await recordAttempt(makeFailedAttempt(claim))).toEqual({
    kind: "retry",
    afterMs: 0,
  });
  const { state, failureCount } = await prisma().delivery.findUniqueOrThrow({
    where: { id: claim.deliveryId },
  });
  expect([state, failureCount]).toEqual(["pending", 0]);
  expect(await prisma().webhook.findUnique({ where: { id: claim.webhook.id } })).toMatchObject({
    state: "enabled",
  });
  expect((await attemptDue()).get(claim.deliveryId)).toEqual({ kind: "succeeded" });
});

test("a claimed delivery that is released and then given back is due at once", async () => {
  const claim = await claimThenRelease();
  await giveBack(pool(), claim);
  expect(await claimDue()).toMatchObject([{ deliveryId: claim.deliveryId, number: 1 }]);
});
