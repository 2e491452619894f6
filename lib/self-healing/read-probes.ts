import { pool } from "../db";

/** A paused webhook that is to be probed, or one that a probe has enabled and whose held deliveries are not being released yet. */
export interface ProbedWebhook {
  webhookId: string;
  partnerId: string | null;
  pausedAt: Date;
  /** The last probe of this pause; null: there was none. */
  lastProbe: { attemptId: string; at: Date; probes: number; outcome: string | null } | null;
  /** What is known from before. */
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

// Only of the webhooks that have this setting and are paused, so few rows.
const pausedSql = `
  SELECT w.id AS "webhookId", w.partner_id AS "partnerId", w.state_changed_at AS "pausedAt",
         p.attempt_id AS "attemptId", p.probed_at AS "probedAt", p.probes, p.healed_at AS "healedAt",
         p.paused_at = w.state_changed_at AS "isSamePause", a.outcome
  FROM webhooks w LEFT JOIN webhook_probes p ON p.webhook_id = w.id
    LEFT JOIN attempts a ON a.id = p.attempt_id AND a.delivery_id = p.delivery_id
  WHERE w.state = 'paused' AND w.self_healing AND w.deleted_at IS NULL`;

/** The webhooks to look at now. */
export async function readPausedWebhooks(): Promise<ProbedWebhook[]> {
  const { rows } = await pool().query<Row>(pausedSql);
  return rows.map(({ attemptId, probedAt, probes, healedAt, outcome, isSamePause, ...webhook }) => ({
    ...webhook,
    lastProbe:
      isSamePause && attemptId && probedAt ? { attemptId, at: probedAt, probes: probes ?? 0, outcome } : null,
    healed: healedAt ? { healedAt, probes: probes ?? 0 } : null,
  }));
}
