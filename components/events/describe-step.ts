import type { DeliveryCounts, Step } from "@/lib/events/timeline/schema";

type SkippedStep = Extract<Step, { kind: "passed_over" }>;
type Attempt = Extract<Step, { kind: "attempt" }>;

const sentenceBySkipReason: Record<string, string> = {
  disabled: "The webhook was disabled.",
  condition_false: "The condition was false.",
  condition_error: "The condition could not be evaluated.",
  template_error: "The template could not be rendered.",
};

/** Whether a webhook was skipped because of an error in its configuration rather than on purpose. */
export function isSkipError({ reason }: Pick<SkippedStep, "reason">): boolean {
  return reason.endsWith("_error");
}

/** Says why a subscribed webhook got no delivery. An unknown reason is shown as its code, with spaces instead of underscores. */
export function describeSkip({ reason, detail }: Pick<SkippedStep, "reason" | "detail">): string {
  const words = reason.replaceAll(/[_-]+/g, " ").trim();
  const sentence = sentenceBySkipReason[reason] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  // Only the first line: the other lines of an evaluator's message point into the source, which is not shown here.
  const firstLine = detail?.split("\n", 1)[0]?.trim();
  return firstLine ? `${sentence} ${firstLine}` : sentence;
}

/** The outcome of an attempt in one or two sentences. */
export function describeAttempt({
  outcome,
  responseCode,
  error,
  durationMs,
}: Pick<Attempt, "outcome" | "responseCode" | "error" | "durationMs">): string {
  const duration = durationMs === null ? "" : ` in ${durationMs.toLocaleString("en")} ms`;
  const response = responseCode === null ? "" : `Response ${responseCode}${duration}.`;
  if (outcome === null) return "Waiting for the response.";
  if (outcome === "succeeded") return response || `Succeeded${duration}.`;
  const failure =
    error?.message ?? (outcome === "unknown" ? "The outcome is unknown." : "The attempt failed.");
  return response ? `${response} ${failure}` : failure;
}

/** "3: 2 delivered, 1 held"; "None" when no webhook matched. */
export function formatDeliveryCounts(counts: DeliveryCounts): string {
  if (counts.total === 0) return "None";
  const parts = [
    [counts.succeeded, "delivered"],
    [counts.failed, "failed"],
    [counts.held, "held"],
    [counts.pending, "pending"],
    [counts.discarded, "discarded"],
  ] as const;
  const nonZeroCounts = parts.filter(([count]) => count > 0).map(([count, label]) => `${count} ${label}`);
  return `${counts.total}: ${nonZeroCounts.join(", ")}`;
}
