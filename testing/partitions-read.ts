import pg from "pg";
import { vi } from "vitest";
import { pool } from "@/lib/db";
import { listPartitions, partitionedTables } from "@/lib/partitions/partitioned-tables";

const toLiteral = (value: unknown) =>
  value === null ? "NULL" : pg.escapeLiteral(Array.isArray(value) ? `{${value.join()}}` : String(value));

/**
 * Runs `work`, and then its queries again with EXPLAIN, prepared ones with the plan for any values. Returns the partitions that they read, by
 * table.
 */
export async function findPartitionsRead(work: () => Promise<unknown>): Promise<Record<string, string[]>> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const queries = query.mock.calls.map(([given, parameters]) => {
    const {
      name,
      text,
      values = parameters,
    } = typeof given === "string" ? { text: given } : (given as pg.QueryConfig);
    return { isPrepared: name !== undefined, text, values: Array.isArray(values) ? values : [] };
  });
  query.mockRestore();
  const foundTables = new Set<string>();
  const client = await pool().connect();
  const explain = "EXPLAIN (ANALYZE, FORMAT JSON)";
  const wanted = queries.filter(({ text }) => /^\s*(SELECT|WITH|UPDATE|DELETE)/.test(text));
  for (const { isPrepared, text, values } of wanted) {
    await client.query("BEGIN");
    if (isPrepared)
      await client.query(`SET LOCAL plan_cache_mode = force_generic_plan; PREPARE probe AS ${text}`);
    const { rows } = isPrepared
      ? await client.query(`${explain} EXECUTE probe${values.length ? `(${values.map(toLiteral)})` : ""}`)
      : await client.query(`${explain} ${text}`, values);
    await client.query("ROLLBACK");
    if (isPrepared) await client.query("DEALLOCATE probe");
    collectTablesRead(rows[0]["QUERY PLAN"][0].Plan, foundTables);
  }
  client.release();
  const read: Record<string, string[]> = {};
  for (const table of Object.values(partitionedTables)) {
    const names = (await listPartitions(pool(), table))
      .map(({ name }) => name)
      .filter((name) => foundTables.has(name));
    if (names.length > 0) read[table.name] = names;
  }
  return read;
}

interface Plan {
  "Relation Name"?: string;
  "Actual Loops": number;
  Plans?: Plan[];
}

function collectTablesRead(plan: Plan, found: Set<string>): void {
  if (plan["Relation Name"] && plan["Actual Loops"] > 0) found.add(plan["Relation Name"]);
  for (const part of plan.Plans ?? []) collectTablesRead(part, found);
}
