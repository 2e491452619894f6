// Why a job is paused or failed. The ledger stores codes; the sentences are made when a job is shown.
import { failuresBeforePause } from "../deliveries/job-failures";

export type JobReason =
  | "receiver_failing"
  | "webhook_paused"
  | "webhook_disabled"
  | "webhook_deleted"
  | "evaluation_too_slow"
  | "paused_by_user";

const sentenceByReason: Record<JobReason, string> = {
  receiver_failing: `${failuresBeforePause} attempts in a row failed. Check the receiver, then resume the job.`,
  webhook_paused: "A webhook of the job is paused. Enable the webhook, then resume the job.",
  webhook_disabled: "A webhook of the job is disabled. Enable the webhook, then resume the job.",
  webhook_deleted: "The webhooks of the job were deleted.",
  evaluation_too_slow:
    "The conditions and templates take too long to evaluate. Simplify them, then resume the job.",
  paused_by_user: "A user or an API key paused the job.",
};

/** Describes a reason in a sentence. For a reason that this version does not know, the sentence names its code. */
export function describeJobReason(code: string): string {
  return sentenceByReason[code as JobReason] ?? `The reason is ${code}.`;
}
