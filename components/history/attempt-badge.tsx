import { CircleHelp, Clock } from "lucide-react";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { Badge } from "@/components/ui/badge";
import type { AttemptSummary } from "./delivery-summary";

/** How one attempt went, in icon and word; an attempt has its own outcome beside the delivery's state. */
export function AttemptBadge({ attempt: { outcome, startedAt } }: { attempt: AttemptSummary }) {
  switch (outcome) {
    case "succeeded":
    case "failed":
      return <DeliveryStateBadge state={outcome} />;
    case "unknown":
      return (
        <Badge variant="warning">
          <CircleHelp aria-hidden />
          Unknown outcome
        </Badge>
      );
    default:
      if (startedAt) return <DeliveryStateBadge state="delivering" />;
      return (
        <Badge variant="info">
          <Clock aria-hidden />
          Queued
        </Badge>
      );
  }
}
