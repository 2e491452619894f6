import type { TimelineRow } from "./timeline-rows";

/** What there is to say about a line that is not an attempt; null when its state says it all. */
export function describeState(row: Exclude<TimelineRow, { kind: "attempt" }>): string | null {
  if (row.kind === "rest") {
    if (row.state === "discarded") return row.reason;
    return `${row.reason ?? "The webhook is Paused."} This waits until somebody enables it, to deliver or to discard.`;
  }
  const stays = row.resent ? "A resend does not replace this attempt: it stays scheduled." : null;
  return row.sending ? "Waiting for the response." : stays;
}
