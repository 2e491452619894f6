import { formatBytes } from "@/components/domain/format-number";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { EventTimeline } from "@/lib/events/timeline/schema";
import { eventHref } from "./event-href";
import { isUnverified, NotVerifiedBadge } from "./not-verified-badge";
import { StepList, type WebhookHrefBuilder } from "./step-list";

/** An event of a timeline with its steps. */
export function EventCard({ event, webhookHref }: { event: EventTimeline; webhookHref: WebhookHrefBuilder }) {
  const { id, title, type, receivedAt, occurredAt, partnerName, hasIdempotencyKey, dataBytes } = event;
  const isLate = Date.parse(receivedAt) - Date.parse(occurredAt) > 1_000;
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="min-w-0">
            <TextLink alone href={eventHref(id)}>
              {title}
            </TextLink>
          </h2>
          {event.simulated && <Badge variant="outline">Simulated</Badge>}
          {isUnverified(event) && <NotVerifiedBadge />}
          <Time iso={receivedAt} className="ml-auto text-sm font-normal text-muted-foreground" />
        </CardTitle>
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground">
          <span className="font-mono text-xs leading-6 wrap-anywhere">{type}</span>
          {isLate && (
            <span>
              Occurred <Time iso={occurredAt} />
            </span>
          )}
          {partnerName && <span>Partner {partnerName}</span>}
          {hasIdempotencyKey && <span>Has an idempotency key</span>}
          <span>
            <TextLink href={`${eventHref(id)}#data`}>Data</TextLink>, {formatBytes(dataBytes)}
          </span>
        </p>
      </CardHeader>
      <CardContent className="grid gap-3">
        <StepList steps={event.steps} webhookHref={webhookHref} />
        {event.deliveriesLeftOut > 0 && (
          <p>
            {event.deliveriesLeftOut.toLocaleString("en")} more{" "}
            {event.deliveriesLeftOut === 1 ? "delivery is" : "deliveries are"} on the{" "}
            <TextLink href={eventHref(id)}>event page</TextLink>.
          </p>
        )}
      </CardContent>
    </Card>
  );
}
