import { pool, prisma } from "../db";
import { resumeJob } from "../jobs/change-job";
import { createJob } from "../jobs/create-job";
import { createJobSchema } from "../jobs/schema";
import { log } from "../log";
import { allPermissions } from "../scope/permissions";
import { makeScope, type Scope } from "../scope/scope";
import { changeWebhookState } from "../webhooks/change-state";
import type { ProbedWebhook } from "./read-probes";

/** Hookledger itself, in the tenant of the webhook: the tenant's users see what it does. */
export function scopeOf(partnerId: string | null): Scope {
  return makeScope({
    actor: { kind: "system", id: null, name: "Hookledger" },
    partnerId,
    permissions: allPermissions,
  });
}

/**
 * Enables a webhook whose probe has succeeded, unless a user has changed it meanwhile. Its held deliveries stay held until
 * `releaseAfterProbe` starts a job for them, which the same transaction asks for.
 */
export async function enableAfterProbe({ webhookId, partnerId, pausedAt }: ProbedWebhook): Promise<void> {
  await prisma().$transaction(async (db) => {
    const locked = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM webhooks WHERE id = ${webhookId}::uuid AND state = 'paused' AND state_changed_at = ${pausedAt}::timestamptz
        AND self_healing AND deleted_at IS NULL FOR UPDATE`;
    if (locked.length === 0) return;
    await changeWebhookState(db, scopeOf(partnerId), webhookId, "enabled", "keep");
    await db.$executeRaw`
      UPDATE webhook_probes SET healed_at = now(), attempt_id = NULL, release_due = true WHERE webhook_id = ${webhookId}::uuid`;
  });
}

/** Another job of the webhook is open, or counting took too long. After any other rejection nothing is left to release. */
const retriedRejections: readonly string[] = ["job_open", "filter_too_broad"];

// A job of a tenant that the webhook's does not see, too. Not while another of its webhooks is paused: a job that resends would go on
// to that one.
const stoppedJobSql = `
  SELECT j.id FROM job_webhooks o JOIN jobs j ON j.id = o.job_id
  WHERE o.webhook_id = $1 AND o.open AND j.state = 'paused' AND j.reason = 'webhook_paused'
    AND NOT EXISTS (SELECT FROM job_webhooks m JOIN webhooks w ON w.id = m.webhook_id
                    WHERE m.job_id = j.id AND w.state = 'paused' AND w.deleted_at IS NULL)`;

/** Resumes the job that the pause of a webhook has stopped: until it has ended, no other job can release what is held. */
async function resumeStoppedJob(webhookId: string): Promise<void> {
  const { rows } = await pool().query<{ id: string }>(stoppedJobSql, [webhookId]);
  for (const { id: jobId } of rows) {
    const resumed = await resumeJob(scopeOf(null), jobId);
    if (!resumed.ok) log.info({ webhookId, jobId, reason: resumed.rejected }, "a job is resumed later");
  }
}

/**
 * Resumes the job that the pause of a webhook has stopped, if a probe has enabled that webhook, and once no job of it is open, starts one
 * that releases its held deliveries.
 */
export async function releaseAfterProbe(): Promise<void> {
  const { rows } = await pool().query<{ webhookId: string; partnerId: string | null; enabled: boolean }>(
    `SELECT p.webhook_id AS "webhookId", w.partner_id AS "partnerId", w.state = 'enabled' AND w.deleted_at IS NULL AS enabled
     FROM webhook_probes p JOIN webhooks w ON w.id = p.webhook_id WHERE p.release_due`,
  );
  for (const { webhookId, partnerId, enabled } of rows) {
    if (enabled) await resumeStoppedJob(webhookId);
    const job = createJobSchema.parse({ kind: "release-held", filter: { webhookId } });
    const created = enabled ? await createJob(scopeOf(partnerId), job) : null;
    if (created && !created.ok && retriedRejections.includes(created.rejected)) {
      log.info({ webhookId, reason: created.rejected }, "held deliveries are released later");
      continue;
    }
    await pool().query("UPDATE webhook_probes SET release_due = false WHERE webhook_id = $1", [webhookId]);
  }
}
