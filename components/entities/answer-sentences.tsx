"use client";

import { formatMinute } from "@/components/domain/format-time";
import { TextLink } from "@/components/domain/text-link";
import { useTimeZones } from "@/components/domain/time-zones";
import { eventHref } from "@/components/events/event-href";
import { deliveryHref } from "@/components/history/history-href";
import type { Answer, AnswerDelivery } from "@/lib/entities/schema";
import { describeDirection, describeOutcome } from "./describe-outcome";

/**
 * Says in sentences what became of an entity's newest event, what was delivered last, and which other deliveries are not delivered. A client component, because the
 * times are in the user's zone.
 * @param answeredAt when the answer was loaded, ISO 8601
 */
export function AnswerSentences({ answer, answeredAt }: { answer: Answer; answeredAt: string }) {
  const { selected } = useTimeZones();
  const { newestEvent, lastDelivered, undelivered, undeliveredLeftOut, counts, hasMore } = answer;
  const now = Date.parse(answeredAt);
  const isAllDelivered = counts.total > 1 && counts.succeeded === counts.total;
  return (
    <div className="grid max-w-prose gap-1 text-base leading-6 lg:max-w-none">
      <p>
        <TextLink href={eventHref(newestEvent.id)}>{newestEvent.title}</TextLink>
        {newestEvent.deliveries.some(({ simulated }) => simulated) && " (simulated)"},{" "}
        <time dateTime={newestEvent.receivedAt}>
          {formatMinute(Date.parse(newestEvent.receivedAt), selected)}
        </time>
        {": "}
        {newestEvent.deliveries.length === 0 && "sent to no webhook, because none matched"}
        {newestEvent.deliveries.map((delivery, index) => (
          <span key={delivery.traceId}>
            {index > 0 && "; "}
            {describeDirection(delivery)}{" "}
            <TextLink href={deliveryHref(delivery.traceId)}>{delivery.webhookName}</TextLink>
            {describeOutcome(delivery, now, selected)}
          </span>
        ))}
        {newestEvent.deliveriesLeftOut > 0 &&
          `; and ${newestEvent.deliveriesLeftOut.toLocaleString("en")} more`}
        .
        {lastDelivered && (
          <>
            {" "}
            Last delivered: <DeliveryText delivery={lastDelivered} now={now} zone={selected} />.
          </>
        )}
      </p>
      {undelivered.length > 0 && (
        <p>
          <strong className="font-semibold">Not delivered:</strong>{" "}
          {undelivered.map((delivery, index) => (
            <span key={delivery.traceId}>
              {index > 0 && "; "}
              <DeliveryText delivery={delivery} now={now} zone={selected} />
            </span>
          ))}
          {undeliveredLeftOut > 0 && `; and ${undeliveredLeftOut.toLocaleString("en")} more`}.
        </p>
      )}
      {isAllDelivered && (
        <p>
          {hasMore ? "The newest" : "All"} {counts.total.toLocaleString("en")} deliveries were delivered.
        </p>
      )}
    </div>
  );
}

function DeliveryText({ delivery, now, zone }: { delivery: AnswerDelivery; now: number; zone: string }) {
  const { eventTitle, simulated, webhookName, traceId } = delivery;
  return (
    <>
      <TextLink href={deliveryHref(traceId)}>{eventTitle}</TextLink>
      {simulated && " (simulated)"} to {webhookName}
      {describeOutcome(delivery, now, zone)}
    </>
  );
}
