import { CircleCheck } from "lucide-react";
import { EndOfList, InvalidFilters, NextStepLink } from "@/components/cursor-list/list-empty";
import { EmptyState } from "@/components/domain/empty-state";
import {
  type IncidentQuery,
  incidentListHref,
  incidentsPath,
  type ParsedIncidentQuery,
} from "@/components/incidents/incident-query";
import { Card } from "@/components/ui/card";

/** Why the list of open or closed incidents has none, and what to do next. */
export function NoIncidents({
  query: { cursor, ...filters },
  parsed,
}: {
  query: IncidentQuery;
  parsed: ParsedIncidentQuery;
}) {
  return (
    <Card>
      {!parsed.ok && <InvalidFilters path={incidentsPath} errors={parsed.errors} />}
      {parsed.ok && cursor && (
        <EndOfList newest={incidentListHref(filters)} description="This is the end of the list." />
      )}
      {parsed.ok && !cursor && <NoneInState filters={filters} />}
    </Card>
  );
}

function NoneInState({ filters }: { filters: Omit<IncidentQuery, "cursor"> }) {
  const isOpen = filters.state !== "closed";
  return (
    <EmptyState icon={CircleCheck} title={isOpen ? "No open incidents" : "No closed incidents"}>
      {isOpen && (
        <NextStepLink href={incidentListHref({ ...filters, state: "closed" })}>
          View closed incidents
        </NextStepLink>
      )}
    </EmptyState>
  );
}
