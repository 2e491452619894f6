"use client";

import Link from "next/link";
import { Sparkline } from "@/components/charts/sparkline";
import { RowLink } from "@/components/domain/row-link";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { deliveryHref, historyHref } from "@/components/history/history-href";
import { formatDayCounts, formatSuccessRateLabel } from "./health-labels";
import type { WebhookRow } from "./webhook-row";

/** The name, linked to the settings, and the receiver's host. */
export function NameCell({ row }: { row: WebhookRow }) {
  return (
    <>
      <RowLink href={`/administration/integrations/webhooks/${row.id}`}>{row.name}</RowLink>{" "}
      <span
        title={row.url}
        className="block max-w-56 truncate font-mono text-xs font-normal text-muted-foreground"
      >
        {row.host}
      </span>
    </>
  );
}

export function LastDeliveryCell({ row: { name, statistics } }: { row: WebhookRow }) {
  const last = statistics?.last;
  if (!last) return <span className="text-muted-foreground">none yet</span>;
  return (
    <div className="grid justify-items-start gap-0.5">
      <Link
        href={deliveryHref(last.traceId)}
        prefetch={false}
        className="inline-flex min-h-6 items-center touch:min-h-11"
      >
        <DeliveryStateBadge state={last.state} attemptCount={last.attemptCount} />
        <span className="sr-only"> last delivery of {name}</span>
      </Link>{" "}
      <Time iso={last.at} className="text-xs text-muted-foreground" />
    </div>
  );
}

/** The success rate, and a sparkline of the deliveries by hour. */
export function SuccessRateCell({ row: { statistics } }: { row: WebhookRow }) {
  if (!statistics || statistics.delivered + statistics.failing === 0) {
    return <span className="text-muted-foreground">no data</span>;
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="w-14 font-medium whitespace-nowrap">{formatSuccessRateLabel(statistics)}</span>
      <span className="hidden sm:block">
        <Sparkline bars={statistics.hours} label={formatDayCounts(statistics)} />
      </span>
    </div>
  );
}

export function HeldCell({ row: { id, name, heldDeliveries } }: { row: WebhookRow }) {
  if (heldDeliveries === 0) return <span className="text-muted-foreground">0</span>;
  return (
    <Link
      href={historyHref("/deliveries", { webhookId: id, state: "held" })}
      prefetch={false}
      className="inline-flex min-h-6 min-w-6 items-center justify-end font-medium text-primary underline-offset-4 hover:underline touch:min-h-11"
    >
      {heldDeliveries.toLocaleString("en")}
      <span className="sr-only"> held deliveries of {name}</span>
    </Link>
  );
}
