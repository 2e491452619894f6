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
// Locked, so that a pause comes before the deliveries are released or created, or holds them.
const lockedWebhooksSql = `${webhooksSql} FOR KEY SHARE OF w`;

/**
 * Why the webhooks of a job keep it from going on; null: they do not. A resend goes to a paused webhook too, to find out whether the
 * receiver is back, but not on after a failed delivery has paused it.
 * @param lock whether they must stay as they are until the transaction ends
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
  const kept = rows.filter(({ deleted }) => !deleted);
  if (kept.length === 0) return "webhook_deleted";
  if (kept.some(({ state }) => state === "disabled")) return "webhook_disabled";
  const blocks = ({ state, changed }: WebhookRow) => state === "paused" && (job.kind !== "resend" || changed);
  return kept.some(blocks) ? "webhook_paused" : null;
}
