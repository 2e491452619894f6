import { currentTimeMs } from "../clock";
import { pool } from "../db";
import { requestResend } from "../deliveries/request-resend";
import { newId } from "../ids";
import { log } from "../log";
import { findProbeDelivery } from "../recovery/probe-receiver";
import { enableAfterProbe, makeTenantSystemScope, releaseAfterProbe } from "./enable-after-probe";
import { computeNextProbeAt, countEarlierProbes } from "./probe-schedule";
import { type ProbedWebhook, readPausedWebhooks } from "./read-probes";

/**
 * Self-healing: probes the paused webhooks that have this setting, at growing intervals, and enables those whose probe succeeded. A
 * probe is a manual attempt of a delivery, so its failure never pauses a webhook. Safe to repeat: if the process is killed at any point,
 * the next call continues.
 */
export async function probePausedWebhooks(): Promise<void> {
  for (const webhook of await readPausedWebhooks()) {
    await probeOrEnable(webhook).catch((error: Error) =>
      log.error({ webhookId: webhook.webhookId, error: error.message }, "could not probe a paused webhook"),
    );
  }
  await releaseAfterProbe();
}

async function probeOrEnable(webhook: ProbedWebhook): Promise<void> {
  const { lastProbe, pausedAt } = webhook;
  if (lastProbe?.outcome === "succeeded") return enableAfterProbe(webhook);
  const earlier = webhook.healed && {
    healedAt: webhook.healed.healedAt.getTime(),
    probes: webhook.healed.probes,
  };
  const probes = lastProbe?.probes ?? countEarlierProbes(pausedAt.getTime(), earlier);
  const since = lastProbe?.at ?? pausedAt;
  // A probe without an outcome is in progress, or was never requested because a process was killed. The next probe replaces it.
  if (currentTimeMs() >= computeNextProbeAt(since.getTime(), probes)) await probe(webhook, probes + 1);
}

// If two calls probe a webhook at the same time, only one of them changes its row, and only that one requests the attempt.
const recordSql = `
  INSERT INTO webhook_probes AS p (webhook_id, paused_at, probes, attempt_id, delivery_id, probed_at)
  VALUES ($1, $2, $3, $4, $5, now())
  ON CONFLICT (webhook_id) DO UPDATE
  SET paused_at = excluded.paused_at, probes = excluded.probes, attempt_id = excluded.attempt_id,
      delivery_id = excluded.delivery_id, probed_at = excluded.probed_at, healed_at = NULL
  WHERE p.attempt_id IS NOT DISTINCT FROM $6 OR p.paused_at <> excluded.paused_at`;

async function probe({ webhookId, partnerId, pausedAt, lastProbe }: ProbedWebhook, probes: number) {
  const delivery = await findProbeDelivery(webhookId);
  if (!delivery) return;
  const attemptId = newId();
  const values = [webhookId, pausedAt, probes, attemptId, delivery.traceId, lastProbe?.attemptId ?? null];
  const { rowCount } = await pool().query(recordSql, values);
  if (rowCount === 0) return;
  const requested = await requestResend(makeTenantSystemScope(partnerId), delivery.traceId, {
    attemptId,
  });
  if (!requested.ok) log.warn({ webhookId, reason: requested.rejected }, "could not send a probe");
}
