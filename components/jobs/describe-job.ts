import { formatAbsoluteTime } from "@/components/domain/format-time";
import type { JobView } from "@/lib/jobs/schema";
import { formatCount, joinList } from "./format-count";

/** The title of a job, which says what the job does. */
const titleByKind: Record<JobView["kind"], (job: Pick<JobView, "filter" | "resendFailed">) => string> = {
  resend: ({ filter }) => `Resend ${joinList(filter.states ?? ["failed"])} deliveries`,
  "release-held": ({ resendFailed }) =>
    resendFailed ? "Release held and resend failed deliveries" : "Release held deliveries",
  "replay-missing": () => "Create missing deliveries",
};

export function describeJob(job: Pick<JobView, "kind" | "filter" | "resendFailed">): string {
  return titleByKind[job.kind](job);
}

/**
 * The filter of a job, except for its webhooks, as sentences.
 * @param timeZone the lender's, an IANA name
 */
export function describeFilter({ filter }: Pick<JobView, "filter">, timeZone: string): string {
  const { eventTypes, entityType, entityId, traceIds, partnerId, responseCode, reconciliationId, from, to } =
    filter;
  const formatTime = (iso: string) => formatAbsoluteTime(Date.parse(iso), timeZone);
  const parts = [
    ...(from && to ? [`accepted from ${formatTime(from)} until ${formatTime(to)}`] : []),
    ...(from && !to ? [`accepted since ${formatTime(from)}`] : []),
    ...(to && !from ? [`accepted until ${formatTime(to)}`] : []),
    ...(eventTypes
      ? [`with the event ${eventTypes.length === 1 ? "type" : "types"} ${joinList(eventTypes, "or")}`]
      : []),
    ...(entityType || entityId
      ? [`of ${[entityType ?? "the entity", entityId].filter(Boolean).join(" ")}`]
      : []),
    ...(responseCode ? [`with the response code ${responseCode}`] : []),
    ...(partnerId ? ["of one partner"] : []),
    ...(reconciliationId ? ["that a reconciliation found missing"] : []),
    ...(traceIds
      ? [`among ${formatCount(traceIds.length, "selected delivery", "selected deliveries")}`]
      : []),
  ];
  return parts.length === 0 ? "Deliveries accepted at any time." : `Deliveries ${parts.join(", ")}.`;
}

/** "12 of 40 done": released, created, succeeded and failed together. */
export function formatProgress({ done, total }: Pick<JobView, "done" | "total">): string {
  return `${done.toLocaleString("en")} of ${total.toLocaleString("en")} done`;
}

/** "Core banking", "Core banking and 3 more"; empty for a job whose webhooks belong to another tenant. */
export function formatWebhookNames({
  first,
  total,
}: {
  first: readonly { name: string }[];
  total: number;
}): string {
  const [webhook] = first;
  if (!webhook) return "";
  return total === 1 ? webhook.name : `${webhook.name} and ${(total - 1).toLocaleString("en")} more`;
}

export interface JobStateDescription {
  variant: "info" | "success" | "warning" | "destructive";
  title: string;
  text: string;
}

/** Says how the deliveries that a job released or created are sent: after the job, so they can still fail. */
function describeLaterRequests({ released, created }: JobView): string[] {
  if (released > 0) return ["Released deliveries are sent with all retries."];
  return created > 0 ? ["Created deliveries are sent with all retries."] : [];
}

/** Describes the state of a job: why it is not running, and what to do. Null while the job is running. */
export function describeJobState(job: JobView): JobStateDescription | null {
  const { state, reason, failed, total, done } = job;
  const left = Math.max(0, total - done);
  switch (state) {
    case "running":
      return null;
    case "paused":
      return { variant: "warning", title: "Paused", text: reason?.message ?? "Resume the job to continue." };
    case "failed":
      return { variant: "destructive", title: "Failed", text: reason?.message ?? "Start a new job." };
    case "cancelled":
      return {
        variant: "info",
        title: "Canceled",
        text:
          left === 0
            ? "The job had already requested every delivery."
            : `${formatCount(left, "delivery was", "deliveries were")} left as ${left === 1 ? "it is" : "they are"}.`,
      };
    case "finished": {
      const sentences = [
        ...(failed > 0
          ? [
              `${formatCount(failed, "resend", "resends")} failed. Check the receiver, then resend ${failed === 1 ? "it" : "them"}.`,
            ]
          : []),
        ...(left > 0
          ? [
              `${formatCount(left, "delivery was", "deliveries were")} left out, because ${left === 1 ? "its" : "their"} state had changed before the job reached ${left === 1 ? "it" : "them"}.`,
            ]
          : []),
      ];
      return {
        variant: failed > 0 ? "warning" : "success",
        title: "Finished",
        text: [...sentences, ...describeLaterRequests(job)].join(" ") || "Nothing failed.",
      };
    }
  }
}
