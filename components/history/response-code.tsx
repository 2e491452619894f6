import { cn } from "@/components/ui/cn";
import { Nothing } from "../domain/nothing";
import { answerOf } from "./answer";
import type { ShownAttempt } from "./shown-delivery";

/** The receiver's status; without one, what kept it from coming. */
export function ResponseCode({ attempt }: { attempt: ShownAttempt }) {
  const answer = answerOf(attempt);
  if (!answer || attempt.responseCode === null) {
    return <span className="text-muted-foreground">{answer || <Nothing>None yet</Nothing>}</span>;
  }
  const bad = attempt.outcome === "failed";
  return <span className={cn("font-mono", bad && "font-semibold text-destructive")}>{answer}</span>;
}
