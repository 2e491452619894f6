import pg from "pg";
import { expect, test, vi } from "vitest";
import { makeFailedAttempt, makeFinishedAttempt } from "@/testing/finished-attempt";
import { claimDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool, workerPool } from "../db";
import { newId } from "../ids";
import { ensurePartitions } from "../partitions/ensure-partitions";
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
  Alias?: string;
  "Index Name"?: string;
  "Relation Name"?: string;
  "Index Cond"?: string;
  Plans?: Plan[];
}

/** Lists the scans that do not look rows up in an index by a value, and the sorts of what a scan returns. */
function listWholeReads(plan: Plan): string[] {
  const { "Node Type": type, "Relation Name": table, "Index Cond": condition = "", Plans: parts = [] } = plan;
  const { "Index Name": index = "" } = plan;
  // An index that has the ID in a later place would be searched once for each value of the columns before it.
  const looksUpId = /^\(+(id|delivery_id) = /.test(condition);
  const scansWhole =
    table &&
    type.endsWith("Scan") &&
    (!condition.includes(" = ") || (looksUpId && !/pkey|delivery_id_number/.test(index)));
  const sortsScan = type === "Sort" && parts.some((part) => part["Relation Name"]);
  return [
    ...(scansWhole || sortsScan ? [`${type} ${index} ${table ?? ""}`] : []),
    ...parts.flatMap(listWholeReads),
  ];
}

const listParts = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(listParts)];

/** Runs `work` and returns the prepared statements that it ran, by name. */
async function findPrepared(work: () => Promise<unknown>): Promise<Map<string, string>> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const configs = query.mock.calls.map(([config]) => config as unknown as pg.QueryConfig);
  query.mockRestore();
  return new Map(configs.flatMap(({ name, text }) => (name ? [[name, text]] : [])));
}

async function attemptAndResend(): Promise<void> {
  const settings = { url: receiver.url(), retryDelays: [], failurePolicy: { kind: "never" } };
  await makeWebhook(settings);
  await postEvent();
  await claimDue();
  const { id } = await makeWebhook({ ...settings, ordered: true });
  await postEvent();
  const claim = (await claimDue()).find(({ webhook }) => webhook.id === id);
  if (!claim) throw new Error("a claim was expected");
  await recordAttempt(makeFailedAttempt(claim));
  const { deliveryId: traceId } = claim;
  const requested = await requestResend(scope, traceId);
  if (!requested.ok) throw new Error(requested.message);
  const { attemptId } = requested;
  const token = newId();
  await claimManualAttempt(attemptId, token);
  await claimManualAttempt(newId(), newId());
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

test("the plans with which a worker claims and records attempts look rows up by index, even if they are made for an empty ledger", async () => {
  await ensurePartitions();
  const prepared = await findPrepared(attemptAndResend);
  const names = [
    "claim-deliveries",
    "ordered-claim-deliveries",
    "record-attempts",
    "free-first",
    "claim-manual-attempts",
    "lane-of-attempt",
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

test("a claim looks for a waiting delivery in the line only, whatever Postgres expects of the webhook's other deliveries", async () => {
  const prepared = await findPrepared(attemptAndResend);
  await pool().query(
    `INSERT INTO open_deliveries (delivery_id, webhook_id, due_at, line, place)
     SELECT gen_random_uuid(), (SELECT id FROM webhooks LIMIT 1), now(), n % 50, n FROM generate_series(1, 5000) n`,
  );
  await pool().query("ANALYZE open_deliveries");
  const { rows } = await workerPool().query(
    `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${prepared.get("ordered-claim-deliveries")}`,
  );
  const parts = listParts(rows[0]["QUERY PLAN"][0].Plan);
  expect(parts.filter(({ Alias }) => Alias === "l")).toMatchObject([
    { "Index Name": "open_deliveries_line" },
  ]);
});
