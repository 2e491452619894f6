import pg from "pg";
import { expect, test, vi } from "vitest";
import { makeFailedAttempt, makeFinishedAttempt } from "@/testing/finished-attempt";
import { claimDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { workerPool } from "../db";
import { newId } from "../ids";
import { claimManualAttempt } from "./claim-manual-attempt";
import { recordAttempt } from "./record-attempts";
import { recordManualAttempt } from "./record-manual-attempt";
import { requestResend } from "./request-resend";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Plan[];
}

/** Lists the scans of whole tables and the joins that would read them. */
function listWholeReads(plan: Plan): string[] {
  const { "Node Type": type, "Relation Name": table = "" } = plan;
  const reads = ["Seq Scan", "Hash Join", "Merge Join"].includes(type) ? [`${type} ${table}`.trim()] : [];
  return [...reads, ...(plan.Plans ?? []).flatMap(listWholeReads)];
}

/** Runs `work` and returns the prepared statements that it ran, by name. */
async function findPrepared(work: () => Promise<unknown>): Promise<Map<string, string>> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const configs = query.mock.calls.map(([config]) => config as unknown as pg.QueryConfig);
  query.mockRestore();
  return new Map(configs.flatMap(({ name, text }) => (name ? [[name, text]] : [])));
}

async function attemptAndResend(): Promise<void> {
  await makeWebhook({
    url: receiver.url(),
    retryDelays: [],
    failurePolicy: { kind: "never" },
    ordered: true,
  });
  await postEvent();
  const [claim] = await claimDue();
  if (!claim) throw new Error("a claim was expected");
  await recordAttempt(makeFailedAttempt(claim));
  const { deliveryId: traceId } = claim;
  const requested = await requestResend(scope, traceId);
  if (!requested.ok) throw new Error(requested.message);
  const { attemptId } = requested;
  const token = newId();
  await claimManualAttempt(attemptId, token);
  const outcome = makeFinishedAttempt(claim);
  await recordManualAttempt({
    attemptId,
    token,
    traceId,
    ordered: true,
    leaseEnd: Date.now() + 20_000,
    outcome,
  });
}

test("the plans with which a worker records attempts and claims resends read no whole table, even if they are made for an empty ledger", async () => {
  const prepared = await findPrepared(attemptAndResend);
  const names = [
    "record-attempts",
    "free-first",
    "claim-manual-attempts",
    "record-manual-attempts",
    "record-resent",
  ];
  const plans = await Promise.all(
    // The tables of this test count as empty, because nothing has analyzed them.
    names.map((name) => workerPool().query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${prepared.get(name)}`)),
  );
  const wholeReads = plans.map(({ rows }) => listWholeReads(rows[0]["QUERY PLAN"][0].Plan));
  expect(wholeReads).toEqual(names.map(() => []));
});
