"use client";

import { Fact } from "@/components/domain/fact";
import { Time } from "@/components/domain/time";
import { Badge } from "@/components/ui/badge";
import { formatCount } from "./format-count";
import { describeDuration, type RecoveryPlan } from "./plan-recovery";

const maxRows = 8;

/** Shows how many deliveries a plan would send for each webhook, and what else the plan does. */
export function RecoverySummary({
  plan: { total, webhooks, oldest, newest, effects },
  rate,
}: {
  plan: RecoveryPlan;
  rate: number;
}) {
  const more = webhooks.length - maxRows;
  return (
    <div className="grid gap-3">
      <ul aria-label="Deliveries of each webhook" className="divide-y rounded-md border">
        {webhooks.slice(0, maxRows).map((webhook) => (
          <li key={webhook.id} className="flex items-start justify-between gap-3 px-3 py-1.5">
            <span className="min-w-0 wrap-anywhere">
              {webhook.name} {webhook.paused && <Badge variant="warning">Paused</Badge>}
            </span>
            <span>{webhook.total.toLocaleString("en")}</span>
          </li>
        ))}
        {more > 0 && (
          <li className="px-3 py-1.5 text-muted-foreground">
            {formatCount(more, "more webhook", "more webhooks")}
          </li>
        )}
      </ul>
      <dl className="grid gap-3 sm:grid-cols-2">
        {oldest && (
          <Fact name="Oldest">
            <Time iso={oldest} absolute />
          </Fact>
        )}
        {newest && (
          <Fact name="Newest">
            <Time iso={newest} absolute />
          </Fact>
        )}
      </dl>
      <ul aria-label="What will happen" className="grid list-disc gap-1 pl-5">
        {effects.map((effect) => (
          <li key={effect} className="wrap-anywhere">
            {effect}
          </li>
        ))}
        <li>{describeDuration(total, rate)}</li>
      </ul>
    </div>
  );
}
