import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { findPartitionsRead } from "@/testing/partitions-read";
import { makePastPartitions } from "@/testing/past-partitions";
import { type Db, pool, prisma, type Queryable, transaction } from "../db";
import { listHistory } from "../deliveries/history";
import { readDeliveryBody } from "../deliveries/payloads";
import { findDelivery, listDeliveries } from "../deliveries/queries";
import { deliveryPageQuerySchema, historyPageQuerySchema } from "../deliveries/schema";
import { loadTriggerCandidatesOf } from "../events/plan-events";
import { findEventData } from "../events/timeline/event-data";
import { listEvents } from "../events/timeline/list-events";
import { findEventTimeline, listEntityTimeline } from "../events/timeline/queries";
import { eventPageQuerySchema, timelinePageQuerySchema } from "../events/timeline/schema";
import { buildIdFloor, readIdTime } from "../ids";
import { readMatching } from "../jobs/matching-deliveries";
import { readEvents } from "../jobs/missing-deliveries";
import { planMissing } from "../jobs/plan-missing";
import { changeLines } from "../lines/change-lines";
import { repairLines } from "../lines/move-lines";
import { countSuccesses } from "../webhooks/count-successes";
import { listPartitions, type PartitionedTable, partitionedTables } from "./partitioned-tables";

useDatabase();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const [days, perDay] = [150, 60];

// The IDs begin with the time, like the product's, and end with the number of the event. Each event has one delivery.
const fillSql = `
  WITH made AS MATERIALIZED (
    SELECT n, (substr(hex, 1, 8) || '-' || substr(hex, 9) || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id
    FROM generate_series(1, $1::int * $2::int) n,
         lateral lpad(to_hex((extract(epoch FROM now() - interval '1 day' * n / $2::int) * 1000)::bigint), 12, '0') hex
  ), e AS (
    INSERT INTO events (id, type, entity_type, entity_id, occurred_at, received_by, digest)
    SELECT id, 'OpportunityUpdated', 'Opportunity', 'o-' || n % 50, now(), 'Tests', '' FROM made
  ), x AS (
    INSERT INTO event_data (event_id, data) SELECT id, '{}' FROM made
  ), d AS (
    INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, content_type, attempt_count)
    SELECT id, id, $3, 'OpportunityUpdated', 'Opportunity', 'o-' || n % 50, 'succeeded', 'application/json', 1 FROM made
  ), b AS (
    INSERT INTO bodies (id, bytes) SELECT id, '{}' FROM made
  )
  INSERT INTO attempts (id, delivery_id, number, outcome) SELECT id, id, 1, 'succeeded' FROM made`;

let webhookId = "";
let newest: { traceId: string; eventId: string };
beforeAll(async () => {
  await fillCatalogue();
  await makePastPartitions(pool(), inDays(-days));
  webhookId = (await makeWebhook({ url: "http://127.0.0.1:9/" })).id;
  await pool().query(fillSql, [days, perDay, webhookId]);
  await pool().query("ANALYZE");
  const { rows } = await pool().query(
    `SELECT id AS "traceId", event_id AS "eventId" FROM deliveries ORDER BY id DESC LIMIT 1`,
  );
  newest = rows[0];
});
afterEach(() => vi.restoreAllMocks());

const entityQuery = timelinePageQuerySchema.parse({ entityType: "Opportunity", entityId: "o-1", limit: 5 });

/** Lists the names of a table's partitions, from the one that contains the ID `from` to the one that contains the ID `to`. */
async function listPartitionsBetween(table: PartitionedTable, from: string, to: string): Promise<string[]> {
  const between = (await listPartitions(pool(), table)).filter(
    (partition) => partition.until > from && (partition.from ?? "") <= to,
  );
  return between.map(({ name }) => name);
}

/** The deliveries of an event are searched from a day before it (ofEventSql). */
const dayBefore = (eventId: string) => buildIdFloor(new Date(readIdTime(eventId) - 86_400_000));

// A week or a month may have begun a moment ago, so even a short page may end in the previous partition. Each entity has every 50th event.
test.each<[string, number, () => Promise<unknown>]>([
  ["a delivery", 1, () => findDelivery(scope, newest.traceId)],
  ["the body of a delivery", 1, () => readDeliveryBody(scope, newest.traceId)],
  ["an event", 1, () => findEventTimeline(scope, newest.eventId)],
  ["the data of an event", 1, () => findEventData(scope, newest.eventId)],
  ["the newest page of deliveries", 60, () => listDeliveries(scope, deliveryPageQuerySchema.parse({}))],
  ["the newest page of the history", 60, () => listHistory(scope, historyPageQuerySchema.parse({}))],
  ["the newest page of events", 60, () => listEvents(scope, eventPageQuerySchema.parse({ limit: 20 }))],
  ["the newest page of an entity's events", 300, () => listEntityTimeline(scope, entityQuery)],
])("%s is read only from the partitions of the newest %i events", async (_what, count, work) => {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM (SELECT id FROM events ORDER BY id DESC LIMIT $1) newest ORDER BY id LIMIT 1",
    [count],
  );
  for (const [name, names] of Object.entries(await findPartitionsRead(work))) {
    const table = Object.values(partitionedTables).find((table) => table.name === name);
    const first = rows[0]?.id ?? "";
    const since = name === "deliveries" ? dayBefore(first) : first;
    const newest = table && (await listPartitionsBetween(table, since, buildIdFloor(new Date())));
    expect(newest).toEqual(expect.arrayContaining(names));
  }
});

test("lists for a period read only the period's partitions, except that the deliveries of an event are also searched in later ones", async () => {
  const [from, to] = [inDays(-70), inDays(-69)];
  const window = { from: from.toISOString(), to: to.toISOString() };
  const readPartitions = await findPartitionsRead(async () => {
    await listDeliveries(scope, deliveryPageQuerySchema.parse(window));
    await listEvents(scope, eventPageQuerySchema.parse(window));
    await listHistory(scope, historyPageQuerySchema.parse({ ...window, webhookId }));
  });
  const { deliveries, events, attempts, eventData } = partitionedTables;
  for (const table of [events, attempts, eventData]) {
    const within = await listPartitionsBetween(table, buildIdFloor(from), buildIdFloor(to));
    // A page may be full before the older of two partitions is read.
    expect(within).toEqual(expect.arrayContaining(readPartitions[table.name] ?? ["none"]));
  }
  expect(readPartitions.deliveries).not.toContain((await listPartitions(pool(), deliveries))[1]?.name);
});

test("successes for a failure policy are read only from the partitions since a day before the beginning of its window", async () => {
  const search = { webhookId, retryDelays: [], seenAt: null };
  const read = await findPartitionsRead(() =>
    countSuccesses(pool(), search, inDays(-30).getTime(), 1_000_000),
  );
  const since = (await listPartitions(pool(), partitionedTables.deliveries)).filter(
    ({ until }) => until > buildIdFloor(inDays(-31)),
  );
  expect(read).toEqual({ deliveries: since.map(({ name }) => name) });
});

test("a job reads events only from the partitions of its period, and their deliveries only from these and later ones", async () => {
  const window = { from: buildIdFloor(inDays(-70)), before: buildIdFloor(inDays(-69)) };
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/", name: "Later" });
  const candidates = await loadTriggerCandidatesOf([id]);
  let firstId = "";
  const read = await findPartitionsRead(async () => {
    const found = await readEvents(pool(), {}, candidates, window, 10);
    expect(found).toHaveLength(10);
    firstId = found[0]?.id ?? "";
    await planMissing(pool(), null, found, candidates);
  });
  const { events, eventData, deliveries } = partitionedTables;
  for (const table of [events, eventData]) {
    const within = await listPartitionsBetween(table, window.from, window.before);
    expect(within).toEqual(expect.arrayContaining(read[table.name] ?? ["none"]));
  }
  const after = (await listPartitions(pool(), deliveries)).filter(({ until }) => until > dayBefore(firstId));
  expect(read.deliveries).toEqual(after.map(({ name }) => name));
});

test("a step of a job looks for bodies only in the partitions of the deliveries that it takes, however many deliveries are left", async () => {
  const { rows } = await pool().query<{ id: string }>("SELECT id FROM deliveries ORDER BY id LIMIT 11");
  const [from = "", before = ""] = [rows[0]?.id, buildIdFloor(inDays(1))];
  const filter = { webhookIds: [webhookId], states: ["succeeded" as const] };
  const job = { kind: "resend" as const, filter, resendFailed: false, partnerId: null };
  const read = await findPartitionsRead(async () => {
    const found = await readMatching(pool(), job, { from, before }, 10);
    expect(found.map(({ id, canSend }) => [id, canSend])).toEqual(
      rows.slice(0, 10).map(({ id }) => [id, true]),
    );
  });
  const takenPartitions = await listPartitionsBetween(partitionedTables.bodies, from, rows[10]?.id ?? "");
  expect(takenPartitions).toEqual(expect.arrayContaining(read.bodies ?? ["none"]));
});

/** Runs `work` in a transaction and rolls it back, so that its queries find the same rows when they are explained. */
async function runAndRollBack<T>(
  run: (work: (db: T) => Promise<never>) => Promise<never>,
  work: (db: T) => Promise<unknown>,
): Promise<void> {
  const rollback = new Error("rolled back by the test");
  const done = run(async (db) => {
    await work(db);
    throw rollback;
  });
  await expect(done).rejects.toBe(rollback);
}

/** Lists the names of the partitions that contain the newest `count` deliveries. */
async function listNewestPartitions(count: number): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    "SELECT DISTINCT tableoid::regclass::text AS name FROM (SELECT tableoid FROM deliveries ORDER BY id DESC LIMIT $1) d",
    [count],
  );
  return rows.map(({ name }) => name).sort();
}

test("the sweep repairs lines by reading only the partitions of the deliveries that block them", async () => {
  await pool().query(
    `INSERT INTO blocked_lines SELECT $1, row_number() OVER (), 0, id FROM (SELECT id FROM deliveries ORDER BY id DESC LIMIT 500) d`,
    [webhookId],
  );
  await pool().query("ANALYZE blocked_lines");
  const read = await findPartitionsRead(() => runAndRollBack<Queryable>(transaction, repairLines));
  expect(read.deliveries?.toSorted()).toEqual(await listNewestPartitions(500));
  await pool().query("DELETE FROM blocked_lines");
});

test("turning on `ordered` for a webhook reads only the partitions of its open deliveries", async () => {
  await pool().query(
    `INSERT INTO open_deliveries (delivery_id, webhook_id) SELECT id, webhook_id FROM deliveries ORDER BY id DESC LIMIT 500`,
  );
  await pool().query("ANALYZE open_deliveries");
  const before = { ordered: false, orderAfterFailure: "wait" };
  const read = await findPartitionsRead(() =>
    runAndRollBack<Db>(
      (work) => prisma().$transaction(work),
      (db) => changeLines(db, webhookId, before, { ...before, ordered: true }),
    ),
  );
  expect(read.deliveries?.toSorted()).toEqual(await listNewestPartitions(500));
  await pool().query("DELETE FROM open_deliveries");
});
