import type pg from "pg";
import { entitiesSql } from "./entities-sql";
import { withUuidSqlFunction } from "./with-uuid-sql-function";

/**
 * Inserts `count` webhooks (one in twenty paused), users, API keys, and loans with three deliveries each; ten times as many audit
 * entries; and 300 partners. Uses plain SQL: nothing is sent, no user created here can sign in, and no API
 * key created here works. Needs a database with roles (`npm run seed`).
 */
export async function fillLists(db: pg.Client, count = 10_000): Promise<void> {
  await withUuidSqlFunction(db, async () => {
    await db.query("BEGIN");
    await db.query(partnersSql);
    for (const sql of [webhooksSql, usersSql, apiKeysSql, deliveriesSql]) await db.query(sql, [count]);
    await db.query(entitiesSql);
    await db.query(auditSql, [count * 10]);
    await db.query("COMMIT");
  });
  await db.query("VACUUM ANALYZE");
}

const partnersSql = `
  INSERT INTO partners (id, name) SELECT bench_uuid(now()), 'Partner ' || lpad(n::text, 3, '0') FROM generate_series(1, 300) n`;

/** Two rows in three belong to the lender, the others to partners. */
const partnerIdSql = `
  CASE WHEN n % 3 = 0 THEN (SELECT ids[1 + n % cardinality(ids)] FROM (SELECT array_agg(id ORDER BY id) AS ids FROM partners) p) END`;

const webhooksSql = `
  WITH made AS (
    INSERT INTO webhooks (id, name, url, partner_id, dialect, state, state_reason, state_changed_by, retry_delays,
                          timeout_seconds, success_rule, signature_header, signature_encoding, key_sealed)
    SELECT bench_uuid(now()), (ARRAY['Core banking', 'Ledger sync', 'Borrower notices', 'Data lake', 'Fraud desk'])[1 + n % 5] || ' ' || n,
           'https://hooks-' || n || '.example/loans', ${partnerIdSql}, 'precisionlender',
           (CASE WHEN n % 20 = 0 THEN 'paused' WHEN n % 7 = 0 THEN 'disabled' ELSE 'enabled' END)::webhook_state,
           CASE WHEN n % 20 = 0 THEN 'A delivery failed 6 times: the receiver answered 503.' END, 'Hookledger',
           '{60,300,900}', 15, '200', 'X-PL-Signature', 'base64', '' FROM generate_series(1, $1::int) n RETURNING id
  )
  INSERT INTO triggers (webhook_id, event_type)
  SELECT id, unnest(ARRAY['PaymentPosted', 'LoanStatusChanged', 'OpportunityUpdated']) FROM made`;

const usersSql = `
  INSERT INTO users (id, email, name, password_hash, role_id, partner_id, disabled_at)
  SELECT bench_uuid(now()), 'person' || n || '@bank.example',
         (ARRAY['Avery', 'Noor', 'Tomasz', 'Imani', 'Lucia', 'Henrik', 'Priya'])[1 + n % 7] || ' ' ||
         (ARRAY['Lindqvist', 'Haddad', 'Wrona', 'Okoro', 'Ferrante', 'Dahl', 'Natarajan', 'Bell'])[1 + n % 8] || ' ' || n,
         'none', (ARRAY['administrator', 'servicing', 'viewer'])[1 + n % 3], ${partnerIdSql}, CASE WHEN n % 11 = 0 THEN now() END
  FROM generate_series(1, $1::int) n`;

const apiKeysSql = `
  INSERT INTO api_keys (id, name, prefix, hash, scopes, partner_id, created_by, revoked_at, expires_at, last_used_at)
  SELECT bench_uuid(now() - interval '1 minute' * n), 'Loan system ' || n, 'hl_' || substr(md5(n::text), 1, 8), sha256(n::text::bytea),
         '{events:write,deliveries:read}', ${partnerIdSql}, 'Ada Admin', CASE WHEN n % 9 = 0 THEN now() END,
         CASE WHEN n % 8 = 0 THEN now() - interval '1 day' WHEN n % 4 = 0 THEN now() + interval '30 days' END,
         CASE WHEN n % 2 = 0 THEN now() - interval '1 hour' END
  FROM generate_series(1, $1::int) n`;

const deliveriesSql = `
  WITH hooks AS (SELECT array_agg(id ORDER BY id) AS ids, array_agg(state ORDER BY id) AS states,
                        array_agg(partner_id ORDER BY id) AS partners FROM webhooks),
  made AS (
    SELECT bench_uuid(at) AS id, bench_uuid(at) AS event_id, at, 'L-' || (n % $1::int) AS loan, ids[hook] AS webhook_id, partners[hook] AS partner_id,
           CASE WHEN states[hook] = 'paused' THEN CASE WHEN n <= $1 THEN 'failed' ELSE 'held' END ELSE 'succeeded' END AS state
    FROM (SELECT n, now() - interval '2 days' * (1 - n / (3.0 * $1::int)) AS at, 1 + n % $1::int AS hook FROM generate_series(1, 3 * $1::int) n) t, hooks
  ), e AS (
    INSERT INTO events (id, type, entity_type, entity_id, occurred_at, received_at, received_by, digest)
    SELECT event_id, 'PaymentPosted', 'Loan', loan, at, at, 'bench', '\\x00' FROM made
  ), x AS (
    INSERT INTO event_data (event_id, data) SELECT event_id, '{}' FROM made
  ), b AS (
    INSERT INTO bodies (id, bytes) SELECT id, '{}' FROM made
  ), d AS (
    INSERT INTO deliveries (id, event_id, webhook_id, partner_id, event_type, entity_type, entity_id, state, unsuccessful_state, content_type,
                            attempt_count, failure_count, last_response_code, created_at, completed_at)
    SELECT id, event_id, webhook_id, partner_id, 'PaymentPosted', 'Loan', loan, state::delivery_state,
           CASE state WHEN 'failed' THEN 'failed' END::delivery_state, 'application/json',
           (state <> 'held')::int, (state = 'failed')::int, CASE state WHEN 'failed' THEN 503 WHEN 'succeeded' THEN 200 END, at,
           CASE WHEN state <> 'held' THEN at END FROM made
  ), o AS (
    INSERT INTO open_deliveries (delivery_id, webhook_id) SELECT id, webhook_id FROM made WHERE state = 'held'
  )
  INSERT INTO attempts (id, delivery_id, number, started_at, duration_ms, outcome, destination, request_headers, response_code)
  SELECT bench_uuid(at), id, 1, at, (random() * 200)::int, state::attempt_outcome, 'https://receiver.example/hook',
         '{"Content-Type":"application/json"}', CASE state WHEN 'failed' THEN 503 ELSE 200 END FROM made WHERE state <> 'held'`;

const auditSql = `
  WITH targets AS (SELECT array_agg(id::text) AS ids FROM webhooks)
  INSERT INTO audit_entries (id, at, actor_kind, actor_name, action, target_type, target_id, details)
  SELECT bench_uuid(at), at, 'user', (ARRAY['Ada Admin', 'Noor Haddad', 'Sam Servicing'])[1 + n % 3],
         CASE WHEN n % 2 = 0 THEN 'webhook.changed' ELSE 'webhook.key-revealed' END, 'webhook', ids[1 + n % cardinality(ids)],
         CASE WHEN n % 2 = 0 THEN '{"name":{"from":"Core","to":"Core banking"}}'::jsonb ELSE '{}' END
  FROM (SELECT n, now() - interval '1 minute' * ($1::int - n) AS at FROM generate_series(1, $1::int) n) t, targets`;
