import { CircleCheck } from "lucide-react";
import { NextStepLink } from "@/components/cursor-list/list-empty";
import { EmptyState } from "@/components/domain/empty-state";

/** The list of open or closed incidents has none. */
export function NoIncidents({ isOpen, closedHref }: { isOpen: boolean; closedHref: string }) {
  return (
    <EmptyState icon={CircleCheck} title={isOpen ? "No open incidents" : "No closed incidents"}>
      {isOpen && <NextStepLink href={closedHref}>View closed incidents</NextStepLink>}
    </EmptyState>
  );
}
