import type { Queryable } from "../db";
import type { JobReason } from "./reasons";
import type { CreateJobInput } from "./schema";

interface WebhookRow {
  state: "enabled" | "disabled" | "paused";
  deleted: boolean;
  /** Whether the state changed after the job was started or resumed. */
  changed: boolean;
}

const webhooksSql = `
  SELECT w.state, w.deleted_at IS NOT NULL AS deleted, w.state_changed_at > $2 AS changed
  FROM job_webhooks j JOIN webhooks w ON w.id = j.webhook_id WHERE j.job_id = $1
  ORDER BY w.id`;
// Because of the lock, a concurrent pause is either seen here, or waits and then also holds the released or created deliveries.
const lockedWebhooksSql = `${webhooksSql} FOR KEY SHARE OF w`;

/**
 * Finds out why the webhooks of a job do not allow it to continue; null if they do. A resend job also sends to paused webhooks, to find
 * out whether the receiver is back, but stops if a webhook is paused after the job was started or resumed.
 * @param lock whether to lock the webhooks, so that they do not change until the transaction ends
 */
export async function findObstacle(
  db: Queryable,
  job: { id: string; kind: CreateJobInput["kind"]; resumedAt: Date },
  lock: boolean,
): Promise<JobReason | null> {
  const { rows } = await db.query<WebhookRow>(lock ? lockedWebhooksSql : webhooksSql, [
    job.id,
    job.resumedAt,
  ]);
  const existing = rows.filter(({ deleted }) => !deleted);
  if (existing.length === 0) return "webhook_deleted";
  if (existing.some(({ state }) => state === "disabled")) return "webhook_disabled";
  const blocks = ({ state, changed }: WebhookRow) => state === "paused" && (job.kind !== "resend" || changed);
  return existing.some(blocks) ? "webhook_paused" : null;
}
