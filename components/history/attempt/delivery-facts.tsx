import { CopyButton } from "@/components/domain/copy-button";
import { Countdown } from "@/components/domain/countdown";
import { Fact } from "@/components/domain/fact";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import type { DeliveryView } from "@/lib/deliveries/schema";
import { entityHref } from "../history-href";

/**
 * The facts of a delivery. `webhookHref` is undefined for users who cannot open the webhook. `ahead` is the delivery that this one waits
 * for, or null.
 */
export function DeliveryFacts({
  delivery,
  ahead,
  webhookHref,
}: {
  delivery: DeliveryView;
  ahead: DeliveryView | null;
  webhookHref?: string;
}) {
  const { state, attemptCount, entityType, entityId, webhookName, nextAttemptAt, completedAt, sequence } =
    delivery;
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
      <Fact name="State">
        <DeliveryStateBadge state={state} attemptCount={attemptCount} />
      </Fact>
      <Fact name={entityType}>
        <TextLink alone href={entityHref(entityType, entityId)}>
          {entityId}
        </TextLink>
      </Fact>
      <Fact name="Webhook">
        <TextLink alone href={webhookHref}>
          {webhookName}
        </TextLink>
      </Fact>
      <Fact name="Event type">
        <span className="font-mono text-xs">{delivery.eventType}</span>
        {delivery.simulated && " (simulated)"}
      </Fact>
      <Fact name="Created">
        <Time iso={delivery.createdAt} absolute />
      </Fact>
      {completedAt && (
        <Fact name="Completed">
          <Time iso={completedAt} absolute />
        </Fact>
      )}
      {state === "pending" && nextAttemptAt && (
        <Fact name={`Attempt ${attemptCount + 1}`}>
          <Countdown at={nextAttemptAt} />
        </Fact>
      )}
      {ahead && (
        <Fact name="Waits for">
          <DeliveryAhead ahead={ahead} />
        </Fact>
      )}
      {sequence !== null && (
        <Fact name="Sequence number">
          <span className="tabular-nums">{sequence}</span>
        </Fact>
      )}
      <Fact name="Trace ID">
        <CopyableId id={delivery.traceId} label="trace ID" />
      </Fact>
      <Fact name="Event ID">
        <CopyableId id={delivery.eventId} label="event ID" href={`/events/${delivery.eventId}`} />
      </Fact>
    </dl>
  );
}

/** Links to the delivery ahead and shows its next or current attempt, or that it is held or failed. */
function DeliveryAhead({ ahead }: { ahead: DeliveryView }) {
  const { traceId, state, attemptCount, nextAttemptAt } = ahead;
  const href = `/deliveries/${traceId}`;
  return (
    <>
      <TextLink alone href={href}>
        Delivery …{traceId.slice(-6)}
      </TextLink>
      {state === "pending" && nextAttemptAt && (
        <>
          , attempt {attemptCount + 1} <Countdown at={nextAttemptAt} />
        </>
      )}
      {state === "delivering" && `, attempt ${attemptCount}`}
      {state === "held" && ", which is held"}
      {state === "failed" && ", which failed: resend it successfully, or skip it"}
    </>
  );
}

function CopyableId({ id, label, href }: { id: string; label: string; href?: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <span className="font-mono text-xs">
        <TextLink alone href={href}>
          {id}
        </TextLink>
      </span>
      <CopyButton value={id} label={label} className="size-6 text-muted-foreground print:hidden" />
    </span>
  );
}
