import type { DeliveryCounts, Step } from "@/lib/events/timeline/schema";

type PassedOver = Extract<Step, { kind: "passed_over" }>;
type Attempt = Extract<Step, { kind: "attempt" }>;

const reasons: Record<string, string> = {
  disabled: "It was Disabled.",
  condition_false: "Its condition did not hold.",
  condition_error: "Its condition could not be evaluated.",
  template_error: "Its template could not be filled in.",
};

/** Why a subscribed webhook got nothing. A reason that is not known here is said by its own words. */
export function describeSkip({ reason, detail }: Pick<PassedOver, "reason" | "detail">): string {
  const words = reason.replaceAll(/[_-]+/g, " ").trim();
  const said = reasons[reason] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  // What comes after the first line of an evaluator's message points into the source, which is not shown here.
  const first = detail?.split("\n", 1)[0]?.trim();
  return first ? `${said} ${first}` : said;
}

/** What came of an attempt. */
export function describeAttempt({
  outcome,
  responseCode,
  error,
  durationMs,
}: Pick<Attempt, "outcome" | "responseCode" | "error" | "durationMs">): string {
  const took = durationMs === null ? "" : ` in ${durationMs.toLocaleString("en")} ms`;
  const answered = responseCode === null ? "" : `Answered ${responseCode}${took}.`;
  if (outcome === null) return "Waiting for the response.";
  if (outcome === "succeeded") return answered || `Succeeded${took}.`;
  const why = error?.message ?? (outcome === "unknown" ? "What came of it is not known." : "It failed.");
  return answered ? `${answered} ${why}` : why;
}

/** "3: 2 delivered, 1 held"; "None" when no webhook matched. */
export function formatDeliveryCounts({
  total,
  pending,
  succeeded,
  failed,
  held,
  discarded,
}: DeliveryCounts): string {
  if (total === 0) return "None";
  const parts = [
    [succeeded, "delivered"],
    [failed, "failed"],
    [held, "held"],
    [pending, "pending"],
    [discarded, "discarded"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `${total}: ${said.join(", ")}`;
}
