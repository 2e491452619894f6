import type pg from "pg";
import { entitiesSql } from "./entities-sql";
import { withUuidSqlFunction } from "./with-uuid-sql-function";

/**
 * Values to search for. `loan` and `opportunity` have 50 deliveries each. Of a million deliveries, `busyLoan` has 10,000; 2,000 have the
 * response code `commonCode`, and 1,000 have `rareCode`.
 */
export const knownValues = {
  busyLoan: "L-BUSY",
  loan: "L-77",
  opportunity: "O-75",
  commonCode: 500,
  rareCode: 404,
};

/** Of how many entities the deliveries are: about 50 of each, whatever the total, so that the history of a loan is equally long. */
const countEntities = (total: number) => 100 * Math.max(1, Math.round(total / 5_000));

/**
 * Returns another loan for each round, as long as there are some, of a ledger with `total` deliveries. No opportunity has its number, and it
 * is not the busy loan.
 */
export const pickLoan = (round: number, total: number) => `L-${(5 * round + 2) % countEntities(total)}`;

const chunkSize = 50_000;

/**
 * Adds ten webhooks, unless there are some already, and `total` deliveries of the 30 days before `until` with their attempts. Returns
 * the IDs of the webhooks. One delivery in twenty has a retry; with ten webhooks, these deliveries all belong to the first one. Four
 * deliveries in five belong to loans. Uses plain SQL: nothing is sent, and the webhooks created here are disabled and have invalid keys.
 */
export async function fillDeliveries(
  db: pg.Client,
  total: number,
  onProgress: (done: number) => void,
  until = new Date(),
): Promise<string[]> {
  const webhooks = await withUuidSqlFunction(db, async () => {
    await db.query(webhooksSql);
    const { rows } = await db.query<{ id: string }>(
      "SELECT id FROM webhooks WHERE deleted_at IS NULL ORDER BY id LIMIT 10",
    );
    const ids = rows.map(({ id }) => id);
    await withoutIndexes(db, async () => {
      for (let done = 0; done < total; done += chunkSize) {
        const count = Math.min(chunkSize, total - done);
        await db.query(deliveriesSql, [done, total, count, ids, until, countEntities(total)]);
        onProgress(Math.min(done + chunkSize, total));
      }
    });
    await db.query(entitiesSql);
    return ids;
  });
  await db.query("VACUUM ANALYZE");
  return webhooks;
}

/**
 * Runs `work` in a transaction in which the tables that it fills have only unique indexes. The other indexes are created again at the
 * end, which takes a fraction of the time of adding each row to them. If anything fails, the transaction is rolled back.
 */
async function withoutIndexes(db: pg.Client, work: () => Promise<void>): Promise<void> {
  await db.query("BEGIN");
  try {
    await db.query("SET LOCAL maintenance_work_mem = '512MB'");
    const { rows } = await db.query<{ name: string; definition: string }>(
      `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
       WHERE indrelid = ANY('{events,deliveries,attempts}'::regclass[]) AND NOT indisunique`,
    );
    for (const { name } of rows) await db.query(`DROP INDEX ${name}`);
    await work();
    // The definitions say ON ONLY, which would leave out the partitions.
    for (const { definition } of rows) await db.query(definition.replace(" ON ONLY ", " ON "));
    await db.query("COMMIT");
  } catch (error) {
    await db.query("ROLLBACK");
    throw error;
  }
}

const webhooksSql = `
  WITH made AS (
    INSERT INTO webhooks (id, name, url, dialect, state, state_changed_by, retry_delays, timeout_seconds, success_rule,
                          signature_header, signature_encoding, key_sealed)
    SELECT bench_uuid(now()), 'Receiver ' || n, 'https://receiver.example/hook', 'precisionlender', 'disabled', 'bench',
           '{60}', 15, '200', 'X-PL-Signature', 'base64', '' FROM generate_series(1, 10) n
    WHERE NOT EXISTS (SELECT FROM webhooks WHERE deleted_at IS NULL) RETURNING id
  )
  INSERT INTO triggers (webhook_id, event_type) SELECT id, '*' FROM made`;

const deliveriesSql = `
  WITH made AS (
    SELECT bench_uuid(at) AS id, bench_uuid(at) AS event_id, n, at,
           CASE WHEN n % 5 = 0 THEN 'OpportunityUpdated' WHEN n % 7 = 0 THEN 'LoanStatusChanged' ELSE 'PaymentPosted' END AS type,
           CASE WHEN n % 5 = 0 THEN 'Opportunity' ELSE 'Loan' END AS entity_type,
           CASE WHEN n % 5 = 0 THEN 'O-' || (n % $6::int) WHEN n % 100 = 1 THEN 'L-BUSY' ELSE 'L-' || (n % $6::int) END AS entity_id,
           CASE WHEN n % 500 = 0 THEN 500 WHEN n % 1000 = 3 THEN 404 ELSE 200 END AS code,
           1 + (n % 20 = 0)::int AS attempts
    FROM (SELECT n, $5::timestamptz - interval '30 days' * (1 - (n::float8 / $2)) AS at
          FROM generate_series($1::int + 1, $1::int + $3::int) n) times
  ), e AS (
    INSERT INTO events (id, type, entity_type, entity_id, occurred_at, received_at, received_by, digest)
    SELECT event_id, type, entity_type, entity_id, at, at, 'bench', '\\x00' FROM made
  ), x AS (
    INSERT INTO event_data (event_id, data) SELECT event_id, '{}' FROM made
  ), b AS (
    INSERT INTO bodies (id, bytes)
    SELECT id, convert_to('{"id":"' || id || '","eventName":"' || type || '","entity":"' || entity_type || '"}', 'UTF8') FROM made
  ), d AS (
    INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, unsuccessful_state, content_type,
                            attempt_count, failure_count, last_response_code, created_at, completed_at)
    SELECT id, event_id, ($4::uuid[])[1 + n % cardinality($4::uuid[])], type, entity_type, entity_id,
           CASE WHEN code = 200 THEN 'succeeded' ELSE 'failed' END::delivery_state,
           CASE WHEN code <> 200 THEN 'failed' END::delivery_state,
           'application/json', attempts, attempts - 1 + (code <> 200)::int, code, at, at FROM made
  ), tried AS (
    SELECT bench_uuid(at) AS attempt_id, number, made.* FROM made CROSS JOIN LATERAL generate_series(1, attempts) number
  ), r AS (
    INSERT INTO bodies (id, bytes) SELECT attempt_id, 'ok' FROM tried
  )
  INSERT INTO attempts (id, delivery_id, number, started_at, duration_ms, outcome, destination, destination_ip,
                        source_ip, request_headers, response_code, response_headers)
  SELECT attempt_id, id, number, at, (random() * 200)::int,
         CASE WHEN number < attempts OR code <> 200 THEN 'failed' ELSE 'succeeded' END::attempt_outcome,
         'https://receiver.example/hook', '203.0.113.7', '198.51.100.4', '{"Content-Type":"application/json"}',
         CASE WHEN number < attempts THEN 500 ELSE code END, '{"content-length":"2"}'
  FROM tried`;
