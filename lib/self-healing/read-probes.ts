import { pool } from "../db";

/** A paused webhook with the setting self-healing, and what is known about its probes. */
export interface ProbedWebhook {
  webhookId: string;
  partnerId: string | null;
  pausedAt: Date;
  /** The last probe since this pause; null if there was none. */
  lastProbe: { attemptId: string; at: Date; probes: number; outcome: string | null } | null;
  /** When a probe last enabled the webhook, and after how many probes; null if no probe did, or other probes were made since then. */
  healed: { healedAt: Date; probes: number } | null;
}

interface Row extends Omit<ProbedWebhook, "lastProbe" | "healed"> {
  attemptId: string | null;
  probedAt: Date | null;
  probes: number | null;
  healedAt: Date | null;
  outcome: string | null;
  isSamePause: boolean | null;
}

// Few rows: only webhooks that have the setting self-healing and are paused.
const pausedSql = `
  SELECT w.id AS "webhookId", w.partner_id AS "partnerId", w.state_changed_at AS "pausedAt",
         p.attempt_id AS "attemptId", p.probed_at AS "probedAt", p.probes, p.healed_at AS "healedAt",
         p.paused_at = w.state_changed_at AS "isSamePause", a.outcome
  FROM webhooks w LEFT JOIN webhook_probes p ON p.webhook_id = w.id
    LEFT JOIN attempts a ON a.id = p.attempt_id AND a.delivery_id = p.delivery_id
  WHERE w.state = 'paused' AND w.self_healing AND w.deleted_at IS NULL`;

/** Reads the paused webhooks that have the setting self-healing, with their last probes. */
export async function readPausedWebhooks(): Promise<ProbedWebhook[]> {
  const { rows } = await pool().query<Row>(pausedSql);
  return rows.map(({ attemptId, probedAt, probes, healedAt, outcome, isSamePause, ...webhook }) => ({
    ...webhook,
    lastProbe:
      isSamePause && attemptId && probedAt ? { attemptId, at: probedAt, probes: probes ?? 0, outcome } : null,
    healed: healedAt ? { healedAt, probes: probes ?? 0 } : null,
  }));
}
