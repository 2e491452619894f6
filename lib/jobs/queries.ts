import { pool, type Queryable } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { findJobKind, readItems, toItem } from "./job-items";
import { type JobViewRow, jobColumns, toJobView, unsettledCountsSql } from "./job-view";
import type { JobItem, JobItemPageQuery, JobPageQuery, JobView } from "./schema";

const listSql = `
  SELECT ${jobColumns} FROM (
    SELECT * FROM jobs
    WHERE ($1::uuid IS NULL OR partner_id = $1) AND ($2::uuid IS NULL OR id < $2) AND ($3::job_state IS NULL OR state = $3)
      AND ($4::uuid IS NULL OR id IN (SELECT job_id FROM job_webhooks WHERE webhook_id = $4))
    ORDER BY id DESC LIMIT $5) j ${unsettledCountsSql} ORDER BY j.id DESC`;

/** Lists a page of the jobs that this scope can see, newest first: the lender sees all, a partner its own. */
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

/** Finds a job; null if there is none that this scope can see. */
export async function findJob(
  scope: Scope,
  typedId: string,
  db: Queryable = pool(),
): Promise<JobView | null> {
  requirePermission(scope, "deliveries:resend");
  const id = parseId(typedId);
  if (id === null) return null;
  const { rows } = await db.query<JobViewRow>(
    `SELECT ${jobColumns} FROM jobs j ${unsettledCountsSql} WHERE j.id = $1 AND ($2::uuid IS NULL OR j.partner_id = $2)`,
    [id, scope.partnerId],
  );
  const [row] = rows;
  return row ? toJobView(row) : null;
}

/** Lists a page of the items of a job; null if there is no such job that this scope can see. */
export async function listJobItems(
  scope: Scope,
  jobId: string,
  query: JobItemPageQuery,
): Promise<{ items: JobItem[]; nextCursor: string | null } | null> {
  const job = await findJobKind(scope, jobId);
  if (!job) return null;
  const { limit } = query;
  const rows = await readItems(job, { ...query, limit: limit + 1 });
  const pageRows = rows.slice(0, limit);
  return {
    items: pageRows.map(toItem),
    nextCursor: rows.length > limit ? (pageRows.at(-1)?.id ?? null) : null,
  };
}
