import { type KeyFigure, KeyFigures } from "@/components/charts/key-figures";
import { Sparkline } from "@/components/charts/sparkline";
import { formatMilliseconds } from "@/components/domain/format-number";
import { deliveryStateLabel } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { deliveryHref, historyHref } from "@/components/history/history-href";
import { formatFailurePolicy } from "@/lib/failure-policy/describe";
import { maxCountedFailures } from "@/lib/failure-policy/schema";
import type { WebhookHealth } from "@/lib/statistics/webhook-health";
import type { WebhookView } from "@/lib/webhooks/schema";
import { formatDayCounts, formatSuccessRateLabel } from "../health-labels";

/** The health of a webhook over the last 24 hours. */
export function HealthFigures({
  webhook: { id, state, heldDeliveries, failurePolicy },
  health,
  showDeliveries,
}: {
  webhook: WebhookView;
  health: WebhookHealth;
  showDeliveries: boolean;
}) {
  const { delivered, failing, hours, last, responseTimes, failedSinceStateChange: failed } = health;
  const { requests, p50, p95 } = responseTimes;
  const link = (href: string) => (showDeliveries ? { href } : {});
  const figures: KeyFigure[] = [
    {
      label: "Success rate, 24 h",
      value: formatSuccessRateLabel(health),
      note: `${delivered.toLocaleString("en")} of ${(delivered + failing).toLocaleString("en")} delivered`,
    },
    {
      label: "Deliveries, 24 h",
      value: <Sparkline bars={hours} label={formatDayCounts(health)} />,
      note: "by hour",
    },
    {
      label: "Response time, 24 h",
      value: p50 === null ? "none" : `${formatMilliseconds(p50)} median`,
      note: requests === 0 ? "no requests" : `95% within ${formatMilliseconds(p95)}`,
    },
    last
      ? {
          label: "Last delivery",
          value: deliveryStateLabel(last.state, last.attemptCount),
          note: (
            <>
              <Time iso={last.at} />
              {last.responseCode !== null && `, response ${last.responseCode}`}
            </>
          ),
          ...link(deliveryHref(last.traceId)),
        }
      : { label: "Last delivery", value: "none yet" },
    // Failed deliveries are counted from when the webhook was enabled, so a paused or disabled webhook has no such count.
    ...(state === "enabled"
      ? [
          {
            label: "Failed since enabled",
            value: formatFailedCount(failed),
            note: formatFailurePolicy(failurePolicy),
          },
        ]
      : []),
    {
      label: "Held",
      value: heldDeliveries.toLocaleString("en"),
      note: heldDeliveries === 0 ? "none held" : "to release or discard",
      ...(heldDeliveries > 0 ? link(historyHref("/deliveries", { webhookId: id, state: "held" })) : {}),
    },
  ];
  // Three figures per row: with six in one row, their labels would wrap.
  return <KeyFigures className="sm:[&>div]:min-w-[30%]" figures={figures} />;
}

/** Counting stops at the highest number of failures that a failure policy can count. */
const formatFailedCount = (failed: number) =>
  failed < maxCountedFailures ? String(failed) : `${maxCountedFailures.toLocaleString("en")} or more`;
