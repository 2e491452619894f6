import { NoValue } from "@/components/domain/empty-state";
import { RowLink } from "@/components/domain/row-link";
import { ScrollArea } from "@/components/domain/scroll-area";
import { Time } from "@/components/domain/time";
import { DeferredTableBody } from "@/components/live/deferred-table-body";
import { Table, TableCaption, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { IncidentView } from "@/lib/incidents/schema";
import { countAffected, describeIncident, formatIncidentCount } from "./describe-incident";
import { incidentHref } from "./incident-query";

const columns = ["Incident", "Since", "Until", "Held", "Failed", "Owner", "Assigned to"];

/** Incidents in rows, the last opened first. */
export function IncidentTable({ incidents }: { incidents: readonly IncidentView[] }) {
  return (
    <ScrollArea label="Incidents, scrolls horizontally" className="rounded-lg border bg-card">
      <Table cards>
        <TableCaption>Incidents</TableCaption>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHead key={column}>{column}</TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <DeferredTableBody
          rows={incidents.map((incident) => ({
            id: incident.id,
            value: <IncidentRow incident={incident} />,
          }))}
        />
      </Table>
    </ScrollArea>
  );
}

function IncidentRow({ incident }: { incident: IncidentView }) {
  const { id, openedAt, closedAt, owner, assignee } = incident;
  const { held, failed } = countAffected(incident);
  return (
    <TableRow className="print:break-inside-avoid">
      <TableHead scope="row" className="min-w-44">
        <RowLink href={incidentHref(id)}>{describeIncident(incident)}</RowLink>
      </TableHead>
      <TableCell>
        <Time iso={openedAt} />
      </TableCell>
      <TableCell inside="Until">{closedAt ? <Time iso={closedAt} /> : <NoValue>Ongoing</NoValue>}</TableCell>
      <TableCell inside="Held" className="tabular-nums">
        {formatIncidentCount(held)}
      </TableCell>
      <TableCell inside="Failed" className="tabular-nums">
        {formatIncidentCount(failed)}
      </TableCell>
      <TableCell inside="Owner" className="wrap-anywhere">
        {owner ?? <NoValue>No owner</NoValue>}
      </TableCell>
      <TableCell inside="Assigned to" className="wrap-anywhere">
        {assignee ?? <NoValue>Nobody</NoValue>}
      </TableCell>
    </TableRow>
  );
}
