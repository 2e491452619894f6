import { pool } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { type JobViewRow, jobColumns, toJobView, unsettledCountsSql } from "./job-view";
import type { JobView } from "./schema";

const maxJobs = 5;

// There are few jobs, about one for each outage, so scanning all of them is cheap.
const currentSql = `
  SELECT ${jobColumns} FROM (
    SELECT * FROM jobs
    WHERE (state IN ('running', 'paused') OR ended_at > now() - interval '1 minute')
      AND ($1::uuid IS NULL OR partner_id = $1)
      AND ($2::uuid IS NULL OR id IN (SELECT job_id FROM job_webhooks WHERE webhook_id = $2))
    ORDER BY id DESC LIMIT ${maxJobs}) j ${unsettledCountsSql} ORDER BY j.id DESC`;

/**
 * Lists the newest jobs that are running or paused, or ended less than a minute ago, at most five. Ended jobs are
 * included so that users see how a job ended. The lender sees all jobs, a partner its own.
 * @param webhookId if given, only jobs that work on this webhook are listed
 */
export async function listCurrentJobs(scope: Scope, webhookId?: string): Promise<JobView[]> {
  requirePermission(scope, "deliveries:resend");
  const { rows } = await pool().query<JobViewRow>(currentSql, [scope.partnerId, webhookId ?? null]);
  return rows.map(toJobView);
}
