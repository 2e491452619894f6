import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Countdown } from "@/components/domain/countdown";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { Button } from "@/components/ui/button";
import type { AttemptView, DeliveryWithAttempts } from "@/lib/deliveries/schema";
import { describeState, toDeliveryRows } from "../delivery-rows";
import { compareHref } from "../history-href";
import { AttemptDetail, type AttemptPayloads } from "./attempt-detail";
import { AttemptBadge, ResponseCode } from "./attempt-outcome";

/** The attempts of one delivery, oldest first, followed by its next attempt or the reason why there is none. */
export function AttemptList({
  delivery,
  opened,
  payloads,
  buildOpenHref,
}: {
  delivery: DeliveryWithAttempts;
  opened: AttemptView | null;
  payloads: AttemptPayloads | null;
  buildOpenHref: (open: string | undefined) => string;
}) {
  return (
    <ol className="ml-2 grid gap-4 border-l-2 pl-4">
      {toDeliveryRows(delivery)
        .toReversed()
        .map((row) =>
          row.kind === "attempt" ? (
            <AttemptStep
              key={row.attempt.id}
              attempt={row.attempt}
              isFinalFailure={row.isFinalFailure}
              href={buildOpenHref(row.attempt === opened ? undefined : row.attempt.id)}
              isOpen={row.attempt === opened}
            >
              {payloads && <AttemptDetail delivery={delivery} attempt={row.attempt} payloads={payloads} />}
            </AttemptStep>
          ) : (
            <li key="state" className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <DeliveryStateBadge state={delivery.state} attemptCount={delivery.attemptCount} />
              {row.kind === "next" && <span className="font-medium">Attempt {row.number}</span>}
              {row.kind === "next" && row.at && <Countdown at={row.at} />}
              <span className="text-muted-foreground">{describeState(row)}</span>
            </li>
          ),
        )}
    </ol>
  );
}

function AttemptStep({
  attempt,
  isFinalFailure,
  href,
  isOpen,
  children,
}: {
  attempt: AttemptView;
  isFinalFailure: boolean;
  href: string;
  isOpen: boolean;
  children: ReactNode;
}) {
  const { id, number, requestedBy, durationMs, error } = attempt;
  const name = number === null ? "Manual attempt" : `Attempt ${number}`;
  const at = attempt.startedAt ?? attempt.requestedAt;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <AttemptBadge attempt={attempt} />
        <span className="font-medium">{name}</span>
        {requestedBy && <span>by {requestedBy}</span>}
        <ResponseCode attempt={attempt} />
        {at && <Time iso={at} />}
        {durationMs !== null && (
          <span className="text-muted-foreground">{durationMs.toLocaleString("en")} ms</span>
        )}
        {isFinalFailure && (
          <span className="text-muted-foreground">Failed permanently: no retries left.</span>
        )}
        <Button asChild variant="ghost" size="sm" className="text-primary print:hidden">
          <Link
            href={href}
            scroll={false}
            prefetch={false}
            aria-expanded={isOpen}
            aria-controls={isOpen ? `details-${id}` : undefined}
            aria-label={`Details of ${name.toLowerCase()}`}
          >
            <Chevron aria-hidden />
            Details
          </Link>
        </Button>
        {attempt.outcome !== null && (
          <Button asChild variant="ghost" size="sm" className="text-primary print:hidden">
            <Link href={compareHref(id)} prefetch={false} aria-label={`Compare ${name.toLowerCase()}`}>
              Compare
            </Link>
          </Button>
        )}
      </div>
      {error && !isOpen && <p className="max-w-prose text-muted-foreground">{error.message}</p>}
      {isOpen && (
        <div id={`details-${id}`} className="rounded-lg border bg-card p-3 sm:p-4">
          {children}
        </div>
      )}
    </li>
  );
}
