import { CopyButton } from "@/components/domain/copy-button";
import { Fact } from "@/components/domain/fact";
import { formatBytes } from "@/components/domain/format-number";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import type { EventSummary } from "@/lib/events/timeline/schema";
import { formatDeliveryCounts } from "./describe-step";
import { timelineHref } from "./event-href";
import { isUnverified, NotVerifiedBadge } from "./not-verified-badge";

/** The source of an event, with the links that the user can open. */
export interface EventSource {
  name: string;
  href: string | undefined;
  messageHref: string | undefined;
}

/**
 * The facts of an event and the states of its deliveries.
 * @param source null for an event of the API, or of a source that the user cannot see
 */
export function EventFacts({ event, source }: { event: EventSummary; source: EventSource | null }) {
  const { entityType, entityId, deliveries } = event;
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
      <Fact name={entityType}>
        <TextLink alone href={timelineHref(entityType, entityId)}>
          {entityId}
        </TextLink>
      </Fact>
      <Fact name="Event type">
        <span className="font-mono text-xs">{event.type}</span>, version {event.version}
        {event.simulated && " (simulated)"}
      </Fact>
      <Fact name="Received">
        <Time iso={event.receivedAt} absolute />
      </Fact>
      <Fact name="Occurred">
        <Time iso={event.occurredAt} absolute />
      </Fact>
      {source ? (
        <Fact name="From source">
          <TextLink alone href={source.href}>
            {source.name}
          </TextLink>
          {source.messageHref && (
            <>
              {" "}
              (<TextLink href={source.messageHref}>message</TextLink>)
            </>
          )}
        </Fact>
      ) : (
        <Fact name="Sent by">{event.receivedBy}</Fact>
      )}
      {isUnverified(event) && (
        <Fact name="Verification">
          <NotVerifiedBadge />
        </Fact>
      )}
      {event.partnerName && <Fact name="Partner">{event.partnerName}</Fact>}
      <Fact name="Deliveries">
        {deliveries.total === 0 ? "No webhook matched" : formatDeliveryCounts(deliveries)}
      </Fact>
      <Fact name="Idempotency key">{event.hasIdempotencyKey ? "Yes" : "No"}</Fact>
      <Fact name="Data">{formatBytes(event.dataBytes)}</Fact>
      {event.warnings.length > 0 && (
        <Fact name="Schema warnings" className="sm:col-span-2">
          <ul>
            {event.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Fact>
      )}
      <Fact name="Event ID">
        <span className="inline-flex items-center gap-1">
          <span className="font-mono text-xs">{event.id}</span>
          <CopyButton
            value={event.id}
            label="event ID"
            className="size-6 text-muted-foreground print:hidden"
          />
        </span>
      </Fact>
    </dl>
  );
}
