import type { Queryable } from "../db";
import { canWarn, decideWarning, type Warning } from "../failure-policy/decide-warning";
import { measureProgress } from "../failure-policy/measure-progress";
import {
  type FailurePolicy,
  failurePolicySchema,
  maxCountedFailures,
  pauseAfterFirstFailure,
} from "../failure-policy/schema";
import { type FailureCause, recordFailedInIncidents } from "../incidents/record-failed";
import { recordFailedDeliveries } from "../own-events/record-failed-deliveries";
import { recordOwnEvent } from "../own-events/record-own-event";
import type { PauseReason } from "../reasons/codes";
import { countSuccesses, type SuccessSearch } from "./count-successes";
import { pauseWebhook } from "./pause-webhook";

/** The effect of permanently failed deliveries on their webhook. Users are then notified of the pause or the warning. */
export type FailureEffect = "paused" | "warned" | "none";

/** Deliveries of one webhook that failed permanently at the same time. */
export interface Failures {
  webhookId: string;
  count: number;
  /** The last of these deliveries, which is recorded as the cause if the webhook is paused. */
  lastDeliveryId: string;
  /** The deliveries whose failure is published as an event. Deliveries of own events are left out: they would cause endless events. */
  publishedIds: readonly string[];
  /** The same deliveries, by the reasons of their failures. */
  causes: readonly FailureCause[];
}

/** After this time without a failure, the next failure counts as the first one again. */
const quietHours = 24;

// A failure is never dated before the webhook was enabled: now() is when the transaction began, and it may have waited for the lock since.
const appendSql = `
  INSERT INTO webhook_failures AS f (webhook_id, failed_at, failing_since)
  SELECT id, array_fill(greatest(now(), state_changed_at), ARRAY[$2::int]), greatest(now(), state_changed_at)
  FROM webhooks WHERE id = $1
  ON CONFLICT (webhook_id) DO UPDATE
  SET failed_at = (f.failed_at || excluded.failed_at)[greatest(1, cardinality(f.failed_at) + $2 - ${maxCountedFailures - 1}):],
      failing_since = CASE
        WHEN f.failed_at[cardinality(f.failed_at)] >= greatest(
          excluded.failing_since - interval '${quietHours} hours', (SELECT state_changed_at FROM webhooks WHERE id = $1)
        ) THEN f.failing_since ELSE excluded.failing_since END
  RETURNING failed_at AS "failedAt", failing_since AS "failingSince", success_seen_at AS "successSeenAt", warning,
            messaged_at AS "messagedAt", failed_at[cardinality(failed_at)] AS now`;

const webhookSql = `
  SELECT name, partner_id AS "partnerId", state, state_changed_at AS "enabledAt", failure_policy AS policy,
         retry_delays AS "retryDelays"
  FROM webhooks WHERE id = $1`;

interface FailureRow {
  failedAt: Date[];
  failingSince: Date;
  successSeenAt: Date | null;
  warning: Warning | null;
  messagedAt: Date | null;
  now: Date;
}

interface WebhookRow {
  name: string;
  partnerId: string | null;
  state: string;
  enabledAt: Date;
  policy: unknown;
  retryDelays: number[];
}

/**
 * Applies the webhook's failure policy to deliveries that have just failed permanently: pauses the webhook or records a warning. Runs
 * in the transaction that records the failures and has locked the webhook, so no kill can come between a failure and the pause.
 */
export async function recordFailures(
  client: Queryable,
  { webhookId, count, lastDeliveryId, publishedIds, causes }: Failures,
): Promise<FailureEffect> {
  const publishes = publishedIds.length > 0;
  await recordFailedDeliveries(client, webhookId, publishedIds);
  await recordFailedInIncidents(client, webhookId, causes);
  const { rows: failures } = await client.query<FailureRow>(appendSql, [webhookId, count]);
  const { rows: webhooks } = await client.query<WebhookRow>(webhookSql, [webhookId]);
  const [failure, webhook] = [failures[0], webhooks[0]];
  if (!failure || webhook?.state !== "enabled") return "none";
  // Failures must be recorded even if only a later version of Hookledger knows the policy.
  const policy = failurePolicySchema.catch(pauseAfterFirstFailure).parse(webhook.policy);
  const now = failure.now.getTime();
  const lastMessage = { warning: failure.warning, at: failure.messagedAt?.getTime() ?? null };
  const search: SuccessSearch = {
    webhookId,
    retryDelays: webhook.retryDelays,
    seenAt: failure.successSeenAt?.getTime() ?? null,
  };
  const progress = await measureProgress(
    policy,
    {
      now,
      enabledAt: webhook.enabledAt.getTime(),
      failedAt: failure.failedAt.map((at) => at.getTime()),
    },
    (since, max) => countSuccesses(client, search, since, max),
    canWarn(lastMessage, now),
  );
  if (progress === "reached") {
    if (!(await pauseWebhook(client, webhookId, lastDeliveryId, getPauseReason(policy), publishes)))
      return "none";
    await client.query(messagedSql, [webhookId, null, failure.now, publishes]);
    return "paused";
  }
  const warning = decideWarning(progress, lastMessage, failure.failingSince.getTime(), now);
  if (warning === null) return "none";
  await client.query(messagedSql, [webhookId, warning, failure.now, publishes]);
  if (publishes) {
    const { name: webhookName, partnerId } = webhook;
    await recordOwnEvent(client, {
      type: "hookledger.webhook.failing",
      entityId: webhookId,
      partnerId,
      data: { webhookId, webhookName, warning, deliveryId: lastDeliveryId, failurePolicy: policy },
    });
  }
  return "warned";
}

// If the warning is not published, the recovery from it is not published either, so the webhook is marked as recovered at once.
const messagedSql = `
  UPDATE webhook_failures
  SET warning = $2, messaged_at = $3, warning_notified_at = NULL, recovered_at = CASE WHEN $4::boolean THEN NULL ELSE now() END
  WHERE webhook_id = $1`;

function getPauseReason(policy: FailurePolicy): PauseReason {
  if (policy.kind === "failureRate") return "failure_rate_reached";
  if (policy.kind === "noSuccess") return "no_success";
  return policy.kind === "failures" && policy.count > 1 ? "failures_reached" : "delivery_failed";
}
