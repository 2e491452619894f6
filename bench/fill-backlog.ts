import type pg from "pg";
import { withUuidSqlFunction } from "./with-uuid-sql-function";

const chunkSize = 50_000;

// Rows are in the order of their times, like accepted events. Bodies are about as long as those of the dialect that `subscribe` uses.
const backlogSql = `
  WITH made AS (
    SELECT bench_uuid(at) AS id, bench_uuid(at) AS event_id, n, at
    FROM (SELECT n, now() - interval '1 hour' - interval '1 ms' * ($5::int - n) AS at
          FROM generate_series($1::int + 1, $1::int + $2::int) n) times
  ), e AS (
    INSERT INTO events (id, type, entity_type, entity_id, occurred_at, received_at, received_by, digest)
    SELECT event_id, $4, 'Loan', 'L-' || n, at, at, 'bench', '\\x00' FROM made
  ), x AS (
    INSERT INTO event_data (event_id, data) SELECT event_id, '{"amount":1}' FROM made
  ), d AS (
    INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, content_type, created_at)
    SELECT id, event_id, ($3::uuid[])[1 + n % cardinality($3::uuid[])], $4, 'Loan', 'L-' || n, 'pending', 'application/json', at
    FROM made
  ), b AS (
    INSERT INTO bodies (id, bytes)
    SELECT id, convert_to('{"id":"' || id || '","type":"' || $4 || '","data":{"note":"' || repeat('x', 200) || '"}}', 'UTF8')
    FROM made
  )
  INSERT INTO open_deliveries (delivery_id, webhook_id, due_at)
  SELECT id, ($3::uuid[])[1 + n % cardinality($3::uuid[])], at FROM made`;

/** Inserts deliveries that became due an hour ago or earlier, spread evenly over the webhooks. Accepting events would be far slower. */
export async function fillBacklog(
  db: pg.Client,
  backlog: { total: number; webhookIds: readonly string[]; eventType: string },
): Promise<void> {
  const { total, webhookIds, eventType } = backlog;
  await withUuidSqlFunction(db, async () => {
    for (let done = 0; done < total; done += chunkSize) {
      await db.query(backlogSql, [done, Math.min(chunkSize, total - done), webhookIds, eventType, total]);
    }
  });
  await db.query("VACUUM ANALYZE");
}
