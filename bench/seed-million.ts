import pg from "pg";

/**
 * Fills a database with attempts for looking at pages under load: `node --import tsx bench/seed-million.ts URL [millions]`.
 * One delivery in twenty has a retry; four in five belong to loans. Plain SQL: nothing is sent.
 */
const [url = "", millions = "1"] = process.argv.slice(2);
const total = Math.round(Number(millions) * 1_000_000);
const chunk = 50_000;
const db = new pg.Client({ connectionString: url });
await db.connect();
const { rows: webhooks } = await db.query("SELECT id FROM webhooks WHERE deleted_at IS NULL ORDER BY id");
if (webhooks.length === 0)
  throw new Error("Make at least one webhook first: the deliveries need somebody to belong to.");

// A UUIDv7 for a moment, from SQL: 48 bits of milliseconds, then random ones.
await db.query(`
  CREATE OR REPLACE FUNCTION bench_uuid(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
            || '8' || substr(md5(random()::text), 1, 15))::uuid $$`);
for (let done = 0; done < total; done += chunk) {
  await db.query(
    `WITH made AS (
       SELECT bench_uuid(at) AS id, bench_uuid(at) AS event_id, n, at FROM (
         SELECT n, now() - interval '30 days' * (1 - (n::float8 / $2)) AS at FROM generate_series($1::int + 1, $1::int + $3::int) n
       ) times
     ), e AS (
       INSERT INTO events (id, type, entity_type, entity_id, data, occurred_at, received_at, received_by, digest)
       SELECT event_id, 'PaymentPosted', 'Loan', 'L-' || (n % 20000), '{}', at, at, 'bench', '\\x00' FROM made
     ), d AS (
       INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, body, content_type,
                               attempt_count, failure_count, last_response_code, created_at, completed_at)
       SELECT id, event_id, ($4::uuid[])[1 + n % cardinality($4::uuid[])], 'PaymentPosted', 'Loan', 'L-' || (n % 20000),
              CASE WHEN n % 500 = 0 THEN 'failed' ELSE 'succeeded' END::delivery_state,
              convert_to('{"id":"' || id || '","eventName":"PaymentPosted","entity":"Loan"}', 'UTF8'), 'application/json',
              1 + (n % 20 = 0)::int, (n % 20 = 0)::int, CASE WHEN n % 500 = 0 THEN 500 ELSE 200 END, at, at FROM made
     )
     INSERT INTO attempts (id, delivery_id, number, started_at, duration_ms, outcome, destination, destination_ip,
                           source_ip, request_headers, response_code, response_headers, response_body)
     SELECT bench_uuid(at), id, number, at, (random() * 200)::int,
            CASE WHEN number = 1 AND n % 20 = 0 OR n % 500 = 0 THEN 'failed' ELSE 'succeeded' END::attempt_outcome,
            'https://receiver.example/hook', '203.0.113.7', '198.51.100.4', '{"Content-Type":"application/json"}',
            CASE WHEN number = 1 AND n % 20 = 0 OR n % 500 = 0 THEN 500 ELSE 200 END, '{"content-length":"2"}', 'ok'
     FROM made CROSS JOIN LATERAL generate_series(1, 1 + (n % 20 = 0)::int) number`,
    [done, total, Math.min(chunk, total - done), webhooks.map((row) => row.id)],
  );
  process.stdout.write(`\r${Math.min(done + chunk, total)} of ${total} deliveries`);
}
process.stdout.write("\n");
await db.query("DROP FUNCTION bench_uuid(timestamptz)");
await db.query("ANALYZE");
await db.end();
