import { pool, prisma } from "../db";
import { resumeJob } from "../jobs/change-job";
import { createJob } from "../jobs/create-job";
import { createJobSchema } from "../jobs/schema";
import { log } from "../log";
import { allPermissions } from "../scope/permissions";
import { makeScope, type Scope } from "../scope/scope";
import { changeWebhookState } from "../webhooks/change-state";
import type { ProbedWebhook } from "./read-probes";

/** Creates the scope in which Hookledger itself acts for the tenant of a webhook, so that the tenant's users see what it does. */
export function makeTenantSystemScope(partnerId: string | null): Scope {
  return makeScope({
    actor: { kind: "system", id: null, name: "Hookledger" },
    partnerId,
    permissions: allPermissions,
  });
}

/**
 * Enables a webhook whose probe has succeeded, unless a user has changed it meanwhile. Its held deliveries stay held until
 * `releaseAfterProbe` starts a job for them; the same transaction marks the release as due.
 */
export async function enableAfterProbe({ webhookId, partnerId, pausedAt }: ProbedWebhook): Promise<void> {
  await prisma().$transaction(async (db) => {
    const locked = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM webhooks WHERE id = ${webhookId}::uuid AND state = 'paused' AND state_changed_at = ${pausedAt}::timestamptz
        AND self_healing AND deleted_at IS NULL FOR UPDATE`;
    if (locked.length === 0) return;
    await changeWebhookState(db, makeTenantSystemScope(partnerId), webhookId, "enabled", "keep");
    await db.$executeRaw`
      UPDATE webhook_probes SET healed_at = now(), attempt_id = NULL, release_due = true WHERE webhook_id = ${webhookId}::uuid`;
  });
}

/** Rejections after which the release is tried again later. After any other rejection, no delivery is left to release. */
const retriedRejections: readonly string[] = ["job_open", "filter_too_broad"];

// Finds the jobs of any tenant, also those that the webhook's tenant cannot see. Jobs with another paused webhook are left out: a resend
// job would send to that webhook too.
const pausedJobSql = `
  SELECT j.id FROM job_webhooks o JOIN jobs j ON j.id = o.job_id
  WHERE o.webhook_id = $1 AND o.open AND j.state = 'paused' AND j.reason = 'webhook_paused'
    AND NOT EXISTS (SELECT FROM job_webhooks m JOIN webhooks w ON w.id = m.webhook_id
                    WHERE m.job_id = j.id AND w.state = 'paused' AND w.deleted_at IS NULL)`;

/** Resumes the job that the pause of a webhook has paused: until this job has ended, no other job can release the held deliveries. */
async function resumePausedJob(webhookId: string): Promise<void> {
  const { rows } = await pool().query<{ id: string }>(pausedJobSql, [webhookId]);
  for (const { id: jobId } of rows) {
    const resumed = await resumeJob(makeTenantSystemScope(null), jobId);
    if (!resumed.ok) log.info({ webhookId, jobId, reason: resumed.rejected }, "could not resume a job yet");
  }
}

/**
 * For each webhook that a probe has enabled: resumes the job that its pause has paused and, once no job of the webhook is open, starts a
 * job that releases its held deliveries.
 */
export async function releaseAfterProbe(): Promise<void> {
  const { rows } = await pool().query<{ webhookId: string; partnerId: string | null; enabled: boolean }>(
    `SELECT p.webhook_id AS "webhookId", w.partner_id AS "partnerId", w.state = 'enabled' AND w.deleted_at IS NULL AS enabled
     FROM webhook_probes p JOIN webhooks w ON w.id = p.webhook_id WHERE p.release_due`,
  );
  for (const { webhookId, partnerId, enabled } of rows) {
    if (enabled) await resumePausedJob(webhookId);
    const job = createJobSchema.parse({ kind: "release-held", filter: { webhookId } });
    const created = enabled ? await createJob(makeTenantSystemScope(partnerId), job) : null;
    if (created && !created.ok && retriedRejections.includes(created.rejected)) {
      log.info({ webhookId, reason: created.rejected }, "could not release the held deliveries yet");
      continue;
    }
    await pool().query("UPDATE webhook_probes SET release_due = false WHERE webhook_id = $1", [webhookId]);
  }
}
