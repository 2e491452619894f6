import { pool } from "../db";
import { requirePermission, type Scope } from "../scope/scope";

interface JobWebhook {
  id: string;
  name: string;
  deleted: boolean;
}

/** The first webhooks of a job by name, and how many the job has. */
export interface JobWebhooks {
  first: JobWebhook[];
  total: number;
}

const webhooksSql = `
  SELECT job_id AS "jobId", id, name, deleted, total FROM (
    SELECT j.job_id, w.id, w.name, w.deleted_at IS NOT NULL AS deleted, (count(*) OVER of_job)::int AS total,
           row_number() OVER (of_job ORDER BY w.name, w.id) AS n
    FROM job_webhooks j JOIN webhooks w ON w.id = j.webhook_id
    WHERE j.job_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR w.partner_id = $2)
    WINDOW of_job AS (PARTITION BY j.job_id)) numbered
  WHERE n <= $3 ORDER BY n`;

/** Fetches at most `limit` webhooks of each job, in a map by job ID. Webhooks of other tenants are left out. */
export async function fetchJobWebhooks(
  scope: Scope,
  jobIds: readonly string[],
  limit: number,
): Promise<Map<string, JobWebhooks>> {
  requirePermission(scope, "deliveries:resend");
  const { rows } = await pool().query<JobWebhook & { jobId: string; total: number }>(webhooksSql, [
    jobIds,
    scope.partnerId,
    limit,
  ]);
  const found = new Map<string, JobWebhooks>();
  for (const { jobId, total, ...webhook } of rows) {
    const { first } = found.get(jobId) ?? { first: [] };
    found.set(jobId, { first: [...first, webhook], total });
  }
  return found;
}
