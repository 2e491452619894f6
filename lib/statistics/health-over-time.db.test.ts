import pg from "pg";
import { beforeAll, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import {
  fillCatalogue,
  makeWebhook,
  moveCreation,
  postEvent,
  scope,
  setDeliveryState,
} from "@/testing/ledger";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { allPermissions } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { measureHealth } from "./health-over-time";
import { measuredPerPeriod } from "./measure-by-period";

useDatabase();
const now = new Date("2026-11-21T12:30:00Z");
const url = "http://127.0.0.1:9/hook";
beforeAll(fillCatalogue);

interface Made {
  at: string;
  state: string;
  durationMs?: number;
  type?: string;
  code?: string;
  responseCode?: number;
  simulated?: boolean;
}

/** Creates a delivery of the webhook with one attempt. */
async function make(
  webhookId: string,
  { at, state, durationMs = 100, type, code, responseCode, simulated }: Made,
) {
  const [accepted = ""] = await postEvent(type ? { type } : {});
  const time = new Date(at);
  const traceId = await moveCreation(accepted, time);
  await pool().query(
    `UPDATE deliveries SET webhook_id = $2, state_reason = $3, last_response_code = $4, simulated = $5, attempt_count = 1 WHERE id = $1`,
    [traceId, webhookId, code ?? null, responseCode ?? null, simulated ?? false],
  );
  await setDeliveryState(traceId, state);
  await prisma().attempt.create({
    data: { id: newId(time), deliveryId: traceId, number: 1, startedAt: time, durationMs },
  });
}

test("if more deliveries failed than are read, the result says that earlier ones count as delivered", async () => {
  const { id } = await makeWebhook({ url, triggers: ["OpportunityUpdated"] });
  for (const minute of [10, 11, 12]) await make(id, { at: `2026-10-21T12:${minute}:00Z`, state: "failed" });
  const at = new Date("2026-10-21T12:30:00Z");
  const measure = async (maxRead: number) => await measureHealth(scope, id, "24h", at, maxRead);
  expect(await measure(3)).toMatchObject({ othersAreLimited: true, countsAreLimited: false });
  expect(await measure(2)).toMatchObject({ othersAreLimited: true });
  expect((await measure(2))?.periods.at(-1)?.counts).toMatchObject({ succeeded: 1, failed: 2 });
  expect(await measure(4)).toMatchObject({ othersAreLimited: false });
});

test("outcomes, response times, causes and event types of a webhook, without simulated deliveries and other webhooks", async () => {
  const triggers = ["OpportunityUpdated", "OpportunityClose"];
  const { id } = await makeWebhook({ url, triggers });
  const other = await makeWebhook({ url, triggers: ["OpportunityDeleted"] });
  await make(id, { at: "2026-11-21T12:10:00Z", state: "succeeded", durationMs: 40 });
  await make(id, {
    at: "2026-11-21T12:11:00Z",
    state: "failed",
    code: "http_503",
    responseCode: 503,
    durationMs: 900,
  });
  await make(id, { at: "2026-11-21T11:10:00Z", state: "failed", code: "timeout", type: "OpportunityClose" });
  await make(id, { at: "2026-11-21T11:11:00Z", state: "failed", code: "timeout", type: "OpportunityClose" });
  await make(id, { at: "2026-11-21T11:12:00Z", state: "held" });
  await make(id, { at: "2026-11-21T11:13:00Z", state: "failed", code: "timeout", simulated: true });
  await make(other.id, { at: "2026-11-21T11:14:00Z", state: "failed", code: "dns_failed" });
  await make(id, { at: "2026-11-02T10:00:00Z", state: "discarded" });

  const day = await measureHealth(scope, id, "24h", now);
  expect(day?.periods).toHaveLength(24);
  expect(day?.periods.at(-1)).toEqual({
    from: "2026-11-21T12:00:00.000Z",
    to: "2026-11-21T13:00:00.000Z",
    counts: { succeeded: 1, failed: 1, held: 0, pending: 0, discarded: 0 },
  });
  expect(day?.periods.at(-2)?.counts).toEqual({ succeeded: 0, failed: 2, held: 1, pending: 0, discarded: 0 });
  expect(day?.responseTimes.at(-1)).toMatchObject({ p50: 40, p95: 900 });
  expect(day?.responseTimes[0]).toMatchObject({ p50: null, p95: null });
  expect(day?.total).toMatchObject({ requests: 5, p50: 100, p95: 900 });
  expect(day?.causes).toEqual([
    { code: "timeout", responseCode: null, count: 2 },
    { code: "http_503", responseCode: 503, count: 1 },
  ]);
  expect(day?.eventTypes).toMatchObject([
    { eventType: "OpportunityClose", delivered: 0, failing: 2, failed: 2, requests: 2 },
    { eventType: "OpportunityUpdated", delivered: 1, failing: 1, failed: 1, requests: 3 },
  ]);
  expect(day?.countsAreLimited).toBe(false);

  const month = await measureHealth(scope, id, "30d", now);
  expect(month?.periods).toHaveLength(30);
  expect(month?.periods.filter(({ counts }) => counts.discarded === 1).map(({ from }) => from)).toEqual([
    "2026-11-02T00:00:00.000Z",
  ]);
  expect((await measureHealth(scope, id, "7d", now))?.periods).toHaveLength(28);
});

test("a partner cannot see the health of another tenant's webhook, and a user needs the permission to read deliveries", async () => {
  const { id } = await makeWebhook({ url });
  const makeScopeWith = (partnerId: string | null, permissions: typeof allPermissions) =>
    makeScope({ actor: scope.actor, partnerId, permissions });
  expect(await measureHealth(makeScopeWith(newId(), allPermissions), id, "24h")).toBeNull();
  expect(await measureHealth(scope, newId(), "24h")).toBeNull();
  expect(await measureHealth(scope, "no-uuid", "24h")).toBeNull();
  await expect(measureHealth(makeScopeWith(null, []), id, "24h")).rejects.toThrow(Forbidden);
});

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
}

/** Lists the scans of a plan with the rows that they read. */
function listScans(plan: Plan): { table: string; node: string; rows: number }[] {
  const { "Relation Name": table, "Actual Loops": loops, "Rows Removed by Filter": removed = 0 } = plan;
  const own = table
    ? [{ table, node: plan["Node Type"], rows: (plan["Actual Rows"] + removed) * loops }]
    : [];
  return [...own, ...(plan.Plans ?? []).flatMap(listScans)];
}

const fillSql = `
  WITH made AS MATERIALIZED (
    SELECT n, (substr(hex, 1, 8) || '-' || substr(hex, 9) || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id
    FROM generate_series(1, $1::int) n,
         lateral lpad(to_hex((extract(epoch FROM $3::timestamptz - interval '1 second' * n) * 1000)::bigint), 12, '0') hex
  ), d AS (
    INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, content_type, attempt_count)
    SELECT id, id, $2, 'OpportunityUpdated', 'Opportunity', 'o-1', 'succeeded', 'application/json', 1 FROM made
  )
  INSERT INTO attempts (id, delivery_id, number, outcome, duration_ms) SELECT id, id, 1, 'succeeded', n % 500 FROM made`;

test("however many deliveries a webhook has, its counts come from the index alone, and only the newest of each period are measured", async () => {
  const { id } = await makeWebhook({ url });
  // 30,000 deliveries, one in each second before 12:30.
  await pool().query(fillSql, [30_000, id, now]);
  await pool().query("VACUUM ANALYZE deliveries");
  await pool().query("VACUUM ANALYZE attempts");
  const query = vi.spyOn(pg.Client.prototype, "query");
  const health = await measureHealth(scope, id, "24h", now);
  const queries = query.mock.calls.map(([text, values]) => ({
    text: String(text),
    values: values as unknown,
  }));
  query.mockRestore();
  expect(health?.periods.at(-1)?.counts.succeeded).toBe(1_800);
  expect(health?.periods.at(-2)?.counts.succeeded).toBe(3_600);
  expect(health?.total.requests).toBe(9 * measuredPerPeriod);
  const scans: ReturnType<typeof listScans> = [];
  for (const { text, values } of queries) {
    const { rows } = await pool().query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values as unknown[]);
    scans.push(...listScans(rows[0]["QUERY PLAN"][0].Plan));
  }
  const ledgerScans = scans.filter(({ table }) => /^(deliveries|attempts)/.test(table));
  expect(ledgerScans.filter(({ node, rows }) => node === "Seq Scan" && rows > 0)).toEqual([]);
  const countRows = (matches: (scan: (typeof scans)[number]) => boolean) =>
    ledgerScans.filter(matches).reduce((sum, { rows }) => sum + rows, 0);
  expect(countRows(({ node }) => node === "Index Only Scan")).toBeGreaterThanOrEqual(30_000);
  // Apart from the counts, only the measured deliveries and their attempts are read.
  expect(countRows(({ node }) => node !== "Index Only Scan")).toBeLessThan(2.5 * 9 * measuredPerPeriod);
});
