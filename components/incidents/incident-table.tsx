import { NoValue } from "@/components/domain/empty-state";
import { ScrollArea } from "@/components/domain/scroll-area";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { IncidentView } from "@/lib/incidents/schema";
import { countAffected, describeIncident, formatIncidentCount } from "./describe-incident";
import { incidentHref } from "./incident-query";

const columns = ["Incident", "Held", "Failed", "Since", "Until", "Owner", "Assigned to"];

/** Incidents in rows, the last opened first. */
export function IncidentTable({ incidents }: { incidents: readonly IncidentView[] }) {
  return (
    <ScrollArea label="Incidents, scrolls horizontally" className="rounded-lg border bg-card">
      <Table>
        <TableCaption>Incidents</TableCaption>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHead key={column}>{column}</TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {incidents.map((incident) => (
            <IncidentRow key={incident.id} incident={incident} />
          ))}
        </TableBody>
      </Table>
    </ScrollArea>
  );
}

function IncidentRow({ incident }: { incident: IncidentView }) {
  const { id, openedAt, closedAt, owner, assignee } = incident;
  const { held, failed } = countAffected(incident);
  return (
    <TableRow className="print:break-inside-avoid">
      <TableHead scope="row" className="min-w-44 text-sm font-normal text-foreground">
        <TextLink href={incidentHref(id)}>{describeIncident(incident)}</TextLink>
      </TableHead>
      <TableCell className="tabular-nums">{formatIncidentCount(held)}</TableCell>
      <TableCell className="tabular-nums">{formatIncidentCount(failed)}</TableCell>
      <TableCell>
        <Time iso={openedAt} />
      </TableCell>
      <TableCell>{closedAt ? <Time iso={closedAt} /> : <NoValue>Ongoing</NoValue>}</TableCell>
      <TableCell className="wrap-anywhere">{owner ?? <NoValue>No owner</NoValue>}</TableCell>
      <TableCell className="wrap-anywhere">{assignee ?? <NoValue>Nobody</NoValue>}</TableCell>
    </TableRow>
  );
}
