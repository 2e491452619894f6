import type { Queryable } from "../db";
import type { JobReason } from "./reasons";
import type { CreateJobInput } from "./schema";

interface WebhookRow {
  state: "enabled" | "disabled" | "paused";
  deleted: boolean;
  /** Its state changed after the job was started or resumed. */
  changed: boolean;
}

const webhooksSql = `
  SELECT w.state, w.deleted_at IS NOT NULL AS deleted, w.state_changed_at > $2 AS changed
  FROM job_webhooks j JOIN webhooks w ON w.id = j.webhook_id WHERE j.job_id = $1
  ORDER BY w.id`;
// Locked, so that a pause comes before the deliveries are released, or holds them again.
const lockedWebhooksSql = `${webhooksSql} FOR KEY SHARE OF w`;

/**
 * Why the webhooks of a job keep it from going on; null: they do not. A resend goes to a paused webhook too, to find out whether the
 * receiver is back, but not on after a failed delivery has paused it.
 */
export async function findObstacle(
  db: Queryable,
  job: { id: string; kind: CreateJobInput["kind"]; resumedAt: Date },
): Promise<JobReason | null> {
  const sql = job.kind === "release-held" ? lockedWebhooksSql : webhooksSql;
  const { rows } = await db.query<WebhookRow>(sql, [job.id, job.resumedAt]);
  const kept = rows.filter(({ deleted }) => !deleted);
  if (kept.length === 0) return "webhook_deleted";
  if (kept.some(({ state }) => state === "disabled")) return "webhook_disabled";
  const blocks = ({ state, changed }: WebhookRow) =>
    state === "paused" && (job.kind === "release-held" || changed);
  return kept.some(blocks) ? "webhook_paused" : null;
}
