import { RowLink } from "@/components/domain/row-link";
import { ScrollArea } from "@/components/domain/scroll-area";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { DeferredTableBody } from "@/components/live/deferred-table-body";
import { Badge } from "@/components/ui/badge";
import { Table, TableCaption, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { EventSummary } from "@/lib/events/timeline/schema";
import { formatDeliveryCounts } from "./describe-step";
import { eventHref, timelineHref } from "./event-href";
import { isUnverified, NotVerifiedBadge } from "./not-verified-badge";

/** A table of events. It has a partner column only if one of the events belongs to a partner. */
export function EventTable({ events }: { events: readonly EventSummary[] }) {
  const showPartner = events.some(({ partnerId }) => partnerId !== null);
  const columns = ["Received", "Event", "Entity", ...(showPartner ? ["Partner"] : []), "Deliveries"];
  return (
    <ScrollArea label="Events, scrolls horizontally" className="rounded-lg border bg-card">
      <Table cards>
        <TableCaption>Events</TableCaption>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHead key={column}>{column}</TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <DeferredTableBody
          rows={events.map((event) => ({
            id: event.id,
            value: <EventRow event={event} showPartner={showPartner} />,
          }))}
        />
      </Table>
    </ScrollArea>
  );
}

function EventRow({ event, showPartner }: { event: EventSummary; showPartner: boolean }) {
  const { id, type, title, entityType, entityId, deliveries } = event;
  return (
    <TableRow className="print:break-inside-avoid">
      <TableCell className="whitespace-nowrap">
        <Time iso={event.receivedAt} />
      </TableCell>
      <TableHead scope="row" title={type} className="min-w-40">
        <RowLink href={eventHref(id)}>{title}</RowLink>{" "}
        {event.simulated && <Badge variant="outline">Simulated</Badge>}{" "}
        {isUnverified(event) && <NotVerifiedBadge />}
      </TableHead>
      <TableCell inside="" className="min-w-32">
        {entityType} <TextLink href={timelineHref(entityType, entityId)}>{entityId}</TextLink>
      </TableCell>
      {showPartner && <TableCell inside="Partner">{event.partnerName}</TableCell>}
      <TableCell inside="Deliveries" className="min-w-32">
        {deliveries.total === 0 ? (
          <span className="text-muted-foreground">No webhook matched</span>
        ) : (
          formatDeliveryCounts(deliveries)
        )}
      </TableCell>
    </TableRow>
  );
}
