import { Fact } from "@/components/domain/fact";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import type { AttemptView, DeliveryView } from "@/lib/deliveries/schema";
import { AttemptBadge, ResponseCode } from "../attempt/attempt-outcome";
import { deliveryHref, historyHref } from "../history-href";

/** Which attempt a side of a comparison is: its outcome and time, its delivery and webhook. */
export function AttemptHeading({
  title,
  attempt,
  delivery,
}: {
  title: string;
  attempt: AttemptView;
  delivery: DeliveryView;
}) {
  const at = attempt.startedAt ?? attempt.requestedAt;
  const name = attempt.number === null ? "Manual attempt" : `Attempt ${attempt.number}`;
  return (
    <section aria-label={title} className="grid content-start gap-2 rounded-lg border bg-card px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold">{title}</h2>
        <AttemptBadge attempt={attempt} />
        <ResponseCode attempt={attempt} />
      </div>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-2">
        <Fact name={delivery.eventTitle}>
          <TextLink href={historyHref(deliveryHref(delivery.traceId), { open: attempt.id })}>{name}</TextLink>
          {`, ${delivery.entityType} ${delivery.entityId}`}
        </Fact>
        <Fact name="Webhook">{delivery.webhookName}</Fact>
        {at && (
          <Fact name="Time Stamp" className="sm:col-span-2">
            <Time iso={at} absolute />
          </Fact>
        )}
      </dl>
    </section>
  );
}
