import { CircleCheck } from "lucide-react";
import { NextStepLink } from "@/components/cursor-list/list-empty";
import { EmptyState } from "@/components/domain/empty-state";
import { incidentListHref } from "@/components/incidents/incident-query";

/** The list of open or closed incidents has none. */
export function NoIncidents({ isOpen }: { isOpen: boolean }) {
  return (
    <EmptyState icon={CircleCheck} title={isOpen ? "No open incidents" : "No closed incidents"}>
      {isOpen && (
        <NextStepLink href={incidentListHref({ state: "closed" })}>View closed incidents</NextStepLink>
      )}
    </EmptyState>
  );
}
