import { cn } from "@/components/ui/cn";
import { NoValue } from "../domain/no-value";
import { answerOf } from "./answer";
import type { AttemptSummary } from "./delivery-summary";

/** The receiver's status; without one, what kept it from coming. */
export function ResponseCode({ attempt }: { attempt: AttemptSummary }) {
  const answer = answerOf(attempt);
  if (!answer || attempt.responseCode === null) {
    return <span className="text-muted-foreground">{answer || <NoValue>None yet</NoValue>}</span>;
  }
  const bad = attempt.outcome === "failed";
  return <span className={cn("font-mono", bad && "font-semibold text-destructive")}>{answer}</span>;
}
