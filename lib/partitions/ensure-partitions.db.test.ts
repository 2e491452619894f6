import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { claimDue, fillCatalogue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { replacePartitions } from "@/testing/past-partitions";
import { startReceiver } from "@/testing/receiver";
import { pool } from "../db";
import { attemptDelivery } from "../deliveries/attempt-delivery";
import type { ClaimedDelivery } from "../deliveries/claim-deliveries";
import { acceptEvents } from "../events/accept-events";
import { eventSchema } from "../events/schema";
import { buildIdFloor, readIdTime } from "../ids";
import { ensurePartitions } from "./ensure-partitions";
import { listPartitions, partitionedTables } from "./partitioned-tables";
import { startOfNextPeriod } from "./periods";

useDatabase();
const tables = Object.values(partitionedTables);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

test("partitions follow each other without a gap for three months ahead; a second or concurrent run creates none", async () => {
  const createdNames = await Promise.all([ensurePartitions(), ensurePartitions()]);
  expect(createdNames.filter((names) => names.length > 0)).toHaveLength(1);
  expect(await ensurePartitions()).toEqual([]);
  for (const table of tables) {
    const partitions = await listPartitions(pool(), table);
    expect(partitions[0]?.from).toBeNull();
    for (const [index, { from, until }] of partitions.slice(1).entries()) {
      expect(from).toBe(partitions[index]?.until);
      expect(until).toBe(buildIdFloor(startOfNextPeriod(table.period, new Date(readIdTime(from ?? "")))));
    }
    expect(readIdTime(partitions.at(-1)?.until ?? "")).toBeGreaterThan(inDays(90).getTime());
  }
});

test("a new partition has the indexes and storage parameters of the first one", async () => {
  await ensurePartitions();
  for (const table of tables) {
    const readShape = async (name: string) => {
      const { rows } = await pool().query(
        `SELECT c.reloptions AS storage, array(
           SELECT regexp_replace(pg_get_indexdef(i.indexrelid), 'INDEX \\S+ ON \\S+', '') FROM pg_index i
           WHERE i.indrelid = c.oid AND EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid) ORDER BY 1) AS indexes
         FROM pg_class c WHERE c.oid = $1::regclass`,
        [name],
      );
      return rows[0];
    };
    const [first, ...rest] = await listPartitions(pool(), table);
    const expected = await readShape(first?.name ?? "");
    expect(expected.indexes.length).toBeGreaterThan(0);
    for (const { name } of rest) expect(await readShape(name)).toEqual(expected);
    const { rows } = await pool().query(
      "SELECT count(*)::int AS n FROM pg_index WHERE indrelid = $1::regclass",
      [table.name],
    );
    expect(expected.indexes).toHaveLength(rows[0].n);
  }
});

test("accepting an event, alone or in a batch, creates missing partitions; so does recording an attempt", async () => {
  await fillCatalogue();
  const receiver = await startReceiver({ respond: { status: 200, body: "thank you" } });
  await makeWebhook({ url: receiver.url() });
  for (const table of tables) await replacePartitions(pool(), table, inDays(-100));
  const [traceId = ""] = await postEvent();
  for (const table of tables) await replacePartitions(pool(), table, inDays(-100));
  const batch = [eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-2" })];
  expect(await acceptEvents(scope, batch)).toMatchObject({ ok: true, results: [{ deliveries: 1 }] });
  await pool().query("DELETE FROM open_deliveries WHERE delivery_id = $1", [traceId]);

  const [claim] = await claimDue();
  await replacePartitions(pool(), partitionedTables.bodies, inDays(-100));
  const outcome = await new Promise((resolve, reject) =>
    attemptDelivery(claim as ClaimedDelivery, resolve, reject),
  );
  expect(outcome).toEqual({ kind: "succeeded" });
  expect(await loadDelivery(claim?.deliveryId ?? "")).toMatchObject({ attempts: [{ responseBytes: 9 }] });
  await receiver.close();
});
