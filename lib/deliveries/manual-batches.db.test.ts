import { expect, test } from "vitest";
import { makeFailedAttempt, makeFinishedAttempt } from "@/testing/finished-attempt";
import { claimDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { transaction } from "../db";
import { newId } from "../ids";
import type { ClaimedDelivery } from "./claim-deliveries";
import { claimManualAttempt } from "./claim-manual-attempt";
import { recordAttempt } from "./record-attempts";
import { recordManualAttempt } from "./record-manual-attempt";
import { requestResend } from "./request-resend";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

/** Creates a delivery whose scheduled attempt has failed permanently. */
async function makeFailedDelivery(): Promise<ClaimedDelivery> {
  await makeWebhook({ url: receiver.url(), retryDelays: [], failurePolicy: { kind: "never" } });
  await postEvent();
  const [claim] = await claimDue();
  if (!claim) throw new Error("a claim was expected");
  await recordAttempt(makeFailedAttempt(claim));
  return claim;
}

async function requestAndClaim(traceId: string): Promise<{ attemptId: string; token: string }> {
  const requested = await requestResend(scope, traceId);
  if (!requested.ok) throw new Error(requested.message);
  const { attemptId } = requested;
  const token = newId();
  expect(await claimManualAttempt(attemptId, token)).toMatchObject({ attemptId, traceId });
  return { attemptId, token };
}

test("if two resends of a delivery end at the same time, both are recorded, and a success counts even if a failure follows", async () => {
  const claim = await makeFailedDelivery();
  const { deliveryId: traceId } = claim;
  const [first, second] = [await requestAndClaim(traceId), await requestAndClaim(traceId)];
  const ended = { traceId, leaseEnd: Date.now() + 20_000, ordered: false };
  await Promise.all([
    recordManualAttempt({ ...ended, ...first, outcome: makeFinishedAttempt(claim) }),
    recordManualAttempt({ ...ended, ...second, outcome: makeFailedAttempt(claim) }),
  ]);
  const { state, lastResponseCode, attempts } = await loadDelivery(traceId);
  expect({ state, lastResponseCode }).toEqual({ state: "succeeded", lastResponseCode: 500 });
  const outcomes = attempts.filter(({ manual }) => manual).map(({ id, outcome }) => [id, outcome]);
  expect(new Map(outcomes as [string, string][])).toEqual(
    new Map([
      [first.attemptId, "succeeded"],
      [second.attemptId, "failed"],
    ]),
  );
});

test("if Postgres rejects the outcome of a resend, the outcomes recorded with it are not affected", async () => {
  const claims = [await makeFailedDelivery(), await makeFailedDelivery()];
  const [valid, invalid] = await Promise.all(
    claims.map(async (claim) => ({ claim, ...(await requestAndClaim(claim.deliveryId)) })),
  );
  if (!valid || !invalid) throw new Error("two claims were expected");
  const record = ({ claim, ...attempt }: typeof valid, destination: string) =>
    recordManualAttempt({
      ...{ ...attempt, traceId: claim.deliveryId, leaseEnd: Date.now() + 20_000, ordered: false },
      outcome: { ...makeFinishedAttempt(claim), destination },
    });
  const results = await Promise.allSettled([
    record(valid, "http://127.0.0.1:9/"),
    record(invalid, "text that Postgres rejects: \u0000"),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(await loadDelivery(valid.claim.deliveryId)).toMatchObject({ state: "succeeded" });
  expect(await loadDelivery(invalid.claim.deliveryId)).toMatchObject({ state: "failed" });
});

test("a resend whose delivery is locked does not delay resends that ended with it, and is recorded once the lock is released", async () => {
  const claims = [await makeFailedDelivery(), await makeFailedDelivery()];
  const [free, locked] = await Promise.all(
    claims.map(async (claim) => ({ claim, ...(await requestAndClaim(claim.deliveryId)) })),
  );
  if (!free || !locked) throw new Error("two claims were expected");
  const record = ({ claim, ...attempt }: typeof free) =>
    recordManualAttempt({
      ...{ ...attempt, traceId: claim.deliveryId, leaseEnd: Date.now() + 20_000, ordered: false },
      outcome: makeFinishedAttempt(claim),
    });
  await transaction(async (db) => {
    await db.query("SELECT FROM deliveries WHERE id = $1 FOR UPDATE", [locked.claim.deliveryId]);
    const results = await Promise.allSettled([record(free), record(locked)]);
    expect(results).toMatchObject([{ status: "fulfilled" }, { reason: { code: "55P03" } }]);
  });
  expect(await loadDelivery(free.claim.deliveryId)).toMatchObject({ state: "succeeded" });
  await record(locked);
  expect(await loadDelivery(locked.claim.deliveryId)).toMatchObject({ state: "succeeded" });
});

test("two claims of a manual attempt in one batch both get nothing while the attempt is leased", async () => {
  const { deliveryId } = await makeFailedDelivery();
  const { attemptId } = await requestAndClaim(deliveryId);
  expect(await Promise.all([attemptId, attemptId].map((id) => claimManualAttempt(id, newId())))).toEqual([
    null,
    null,
  ]);
});
