import { RowLink } from "@/components/domain/row-link";
import { ScrollArea } from "@/components/domain/scroll-area";
import { Time } from "@/components/domain/time";
import { entityHref } from "@/components/history/history-href";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { EntityView } from "@/lib/entities/schema";
import { StateCounts } from "./state-counts";

/** A table of entities of one type, with their last events and the states of their deliveries. */
export function EntityTable({
  entityType,
  entities,
  caption,
}: {
  entityType: string;
  entities: readonly EntityView[];
  caption: string;
}) {
  return (
    <ScrollArea label={`${caption}, scrolls horizontally`} className="rounded-lg border bg-card">
      <Table cards>
        <TableCaption>{caption}</TableCaption>
        <TableHeader>
          <TableRow>
            {[entityType, "Received", "Last event", "Deliveries"].map((column) => (
              <TableHead key={column}>{column}</TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {entities.map((entity) => (
            <EntityRow key={entity.entityId} entityType={entityType} entity={entity} />
          ))}
        </TableBody>
      </Table>
    </ScrollArea>
  );
}

function EntityRow({ entityType, entity }: { entityType: string; entity: EntityView }) {
  const { entityId, lastEventTitle, lastEventAt, counts } = entity;
  const href = entityHref(entityType, entityId);
  return (
    <TableRow>
      <TableHead scope="row" className="min-w-24">
        <RowLink href={href}>{entityId}</RowLink>
      </TableHead>
      <TableCell>
        <Time iso={lastEventAt} />
      </TableCell>
      <TableCell inside="Last event" className="min-w-36">
        {lastEventTitle}
      </TableCell>
      <TableCell inside="">
        {counts.total === 0 ? (
          <span className="text-muted-foreground">No webhook matched</span>
        ) : (
          <StateCounts counted={entity} path={href} />
        )}
      </TableCell>
    </TableRow>
  );
}
