"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { Countdown } from "@/components/domain/countdown";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { AttemptBadge, ResponseCode } from "@/components/history/attempt/attempt-outcome";
import { type ResendAction, ResendButton } from "@/components/history/attempt/resend-button";
import { previewResend } from "@/components/history/attempt/resend-preview";
import {
  type AttemptOrStateRow,
  describeState,
  sortNewestFirst,
  toDeliveryRows,
} from "@/components/history/delivery-rows";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { EmbeddedAttempt, EmbeddedDelivery } from "./use-history-page";

/** One delivery: its state, its event, and on demand its attempts. `resend`: null for a link that only reads. */
export function DeliveryItem({
  delivery,
  showEntity,
  resend,
}: {
  delivery: EmbeddedDelivery;
  showEntity: boolean;
  resend: ResendAction | null;
}) {
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const { eventTitle, webhookName, entityType, entityId, state, attemptCount, simulated, createdAt } =
    delivery;
  const [last] = sortNewestFirst(delivery.attempts);
  const [firstRow] = toDeliveryRows(delivery);
  const explanation = explain(firstRow) ?? last?.error?.message;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li className="grid grid-cols-1 rounded-lg border bg-card">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2 p-3">
        <div className="grid min-w-0 flex-1 basis-60 grid-cols-1 gap-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <DeliveryStateBadge state={state} attemptCount={attemptCount} />
            <h3 className="font-medium wrap-anywhere">{eventTitle}</h3>
            {simulated && <Badge variant="outline">Simulated</Badge>}
            {last && last.outcome === null && <AttemptBadge attempt={last} />}
          </div>
          <p className="flex flex-wrap items-center gap-x-2 text-muted-foreground">
            {showEntity && (
              <span className="wrap-anywhere">
                {entityType} {entityId}
              </span>
            )}
            <span className="wrap-anywhere">to {webhookName}</span>
            <Time iso={createdAt} />
            {last && <ResponseCode attempt={last} />}
          </p>
          {explanation && <p className="max-w-prose text-muted-foreground wrap-anywhere">{explanation}</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          {resend && <ResendButton preview={previewResend(delivery)} action={resend} />}
          <Button
            variant="outline"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            aria-label={`Attempts of ${eventTitle} to ${webhookName}`}
            onClick={() => setOpen(!isOpen)}
          >
            <Chevron aria-hidden />
            Attempts
          </Button>
        </div>
      </div>
      {isOpen && (
        <div id={detailsId} className="grid grid-cols-1 gap-3 border-t p-3">
          <Attempts delivery={delivery} />
          <p className="text-xs text-muted-foreground">
            Trace ID <span className="font-mono wrap-anywhere">{delivery.traceId}</span>
          </p>
        </div>
      )}
    </li>
  );
}

/** Why a delivery is where it is. Nobody can enable a webhook with a portal link, so only the reason of a held one is said. */
function explain(row: AttemptOrStateRow<EmbeddedAttempt> | undefined): string | null {
  if (!row || row.kind === "attempt") return null;
  return row.kind === "stopped" ? (row.reason ?? "The webhook is paused.") : describeState(row);
}

/** The attempts of a delivery, newest first, below the next one. */
function Attempts({ delivery }: { delivery: EmbeddedDelivery }) {
  const rows = toDeliveryRows<EmbeddedAttempt>(delivery);
  if (rows.length === 0) return <p className="text-muted-foreground">No attempt yet.</p>;
  return (
    <ol className="grid grid-cols-1 gap-3">
      {rows.map((row) =>
        row.kind === "attempt" ? (
          <AttemptLine key={row.attempt.id} attempt={row.attempt} />
        ) : (
          <li key="state" className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <DeliveryStateBadge state={delivery.state} attemptCount={delivery.attemptCount} />
            {row.kind === "next" && <span className="font-medium">Attempt {row.number}</span>}
            {row.kind === "next" && row.at && <Countdown at={row.at} />}
          </li>
        ),
      )}
    </ol>
  );
}

function AttemptLine({ attempt }: { attempt: EmbeddedAttempt }) {
  const { number, requestedBy, durationMs, error, destination } = attempt;
  const at = attempt.startedAt ?? attempt.requestedAt;
  return (
    <li className="grid grid-cols-1 gap-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <AttemptBadge attempt={attempt} />
        <span className="font-medium">{number === null ? "Manual attempt" : `Attempt ${number}`}</span>
        {requestedBy && <span className="wrap-anywhere">by {requestedBy}</span>}
        <ResponseCode attempt={attempt} />
        {at && <Time iso={at} />}
        {durationMs !== null && (
          <span className="text-muted-foreground">{durationMs.toLocaleString("en")} ms</span>
        )}
      </div>
      {destination && <p className="font-mono text-xs text-muted-foreground wrap-anywhere">{destination}</p>}
      {error && <p className="max-w-prose text-muted-foreground">{error.message}</p>}
    </li>
  );
}
