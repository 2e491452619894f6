import { CircleHelp, Clock } from "lucide-react";
import { NoValue } from "@/components/domain/empty-state";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { AttemptSummary } from "../delivery-rows";

/** The response code, or why there is none ("timeout", "dns failed"); empty while the attempt is queued or running. */
export function formatResponse({
  responseCode,
  error,
}: Pick<AttemptSummary, "responseCode" | "error">): string {
  // Error codes have underscores between their words.
  return responseCode === null ? (error?.code.replaceAll("_", " ") ?? "") : String(responseCode);
}

/** The receiver's response code, or why there is none. */
export function ResponseCode({ attempt }: { attempt: AttemptSummary }) {
  const response = formatResponse(attempt);
  if (!response || attempt.responseCode === null) {
    return <span className="text-muted-foreground">{response || <NoValue>None yet</NoValue>}</span>;
  }
  const failed = attempt.outcome === "failed";
  return <span className={cn("font-mono", failed && "font-semibold text-destructive")}>{response}</span>;
}

/** A badge with the outcome of one attempt, which can differ from the state of its delivery. */
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
