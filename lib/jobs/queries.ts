import { pool, type Queryable } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { type JobViewRow, jobColumns, restSql, toJobView } from "./job-view";
import type { JobItem, JobItemPageQuery, JobPageQuery, JobView } from "./schema";

const listSql = `
  SELECT ${jobColumns} FROM (
    SELECT * FROM jobs
    WHERE ($1::uuid IS NULL OR partner_id = $1) AND ($2::uuid IS NULL OR id < $2) AND ($3::job_state IS NULL OR state = $3)
      AND ($4::uuid IS NULL OR id IN (SELECT job_id FROM job_webhooks WHERE webhook_id = $4))
    ORDER BY id DESC LIMIT $5) j ${restSql} ORDER BY j.id DESC`;

/** A page of the jobs that this scope can see, newest first: the lender sees all, a partner its own. */
export async function listJobs(
  scope: Scope,
  { cursor, limit, state, webhookId }: JobPageQuery,
): Promise<{ items: JobView[]; nextCursor: string | null }> {
  requirePermission(scope, "deliveries:resend");
  const { rows } = await pool().query<JobViewRow>(listSql, [
    scope.partnerId,
    cursor ?? null,
    state ?? null,
    webhookId ?? null,
    limit + 1,
  ]);
  const items = rows.slice(0, limit).map(toJobView);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** One job; null when there is none, or none that this scope can see. */
export async function findJob(
  scope: Scope,
  typedId: string,
  db: Queryable = pool(),
): Promise<JobView | null> {
  requirePermission(scope, "deliveries:resend");
  const id = parseId(typedId);
  if (id === null) return null;
  const { rows } = await db.query<JobViewRow>(
    `SELECT ${jobColumns} FROM jobs j ${restSql} WHERE j.id = $1 AND ($2::uuid IS NULL OR j.partner_id = $2)`,
    [id, scope.partnerId],
  );
  const [row] = rows;
  return row ? toJobView(row) : null;
}

const itemsSql = `
  SELECT a.delivery_id AS "traceId", a.id AS "attemptId", d.webhook_id AS "webhookId", d.event_type AS "eventType",
         d.entity_type AS "entityType", d.entity_id AS "entityId", a.outcome, a.response_code AS "responseCode",
         a.error_code AS "errorCode", a.started_at AS "startedAt"
  FROM (SELECT * FROM attempts
        WHERE job_id = $1 AND ($2::uuid IS NULL OR delivery_id > $2) AND ($3::attempt_outcome IS NULL OR outcome = $3)
        ORDER BY delivery_id LIMIT $4) a
  CROSS JOIN LATERAL (SELECT * FROM deliveries WHERE id = a.delivery_id OFFSET 0) d ORDER BY a.delivery_id`;

/**
 * A page of the attempts that a job has requested, in the order of their deliveries. Null when there is no such job that this scope
 * can see.
 */
export async function listJobItems(
  scope: Scope,
  jobId: string,
  { cursor, limit, outcome }: JobItemPageQuery,
): Promise<{ items: JobItem[]; nextCursor: string | null } | null> {
  requirePermission(scope, "deliveries:read");
  const id = parseId(jobId);
  const { rowCount } = await pool().query(
    "SELECT FROM jobs WHERE id = $1 AND ($2::uuid IS NULL OR partner_id = $2)",
    [id, scope.partnerId],
  );
  if (rowCount !== 1) return null;
  const { rows } = await pool().query<Omit<JobItem, "startedAt"> & { startedAt: Date | null }>(itemsSql, [
    id,
    cursor ?? null,
    outcome ?? null,
    limit + 1,
  ]);
  const items = rows
    .slice(0, limit)
    .map((row) => ({ ...row, startedAt: row.startedAt?.toISOString() ?? null }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.traceId ?? null) : null };
}
