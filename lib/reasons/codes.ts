import type { SendFailure, SendPhase } from "../http/send-result";

/** The values that a failure's sentence needs; which of them are set depends on the code. */
export interface FailureParams {
  phase?: SendPhase;
  timeoutMs?: number;
  /** A code of OpenSSL or Node. */
  tlsError?: string;
  status?: number;
  location?: string;
  successRule?: "200" | "2xx";
  /** The reason that a template or the encryption reported, as one or more sentences. */
  detail?: string;
}

export type FailureCode =
  | SendFailure["code"]
  | `http_${number}`
  | "redirect"
  | "not_200"
  | "template_error"
  | "secret_unreadable"
  | "interrupted";

export interface Failure {
  code: FailureCode;
  params?: FailureParams;
}

/** A failure as the ledger stores it. `message` is set only in rows from before parameters were stored. */
export interface StoredFailure {
  code: string;
  params?: FailureParams | null;
  message?: string | null;
}

/** What happens to the delivery after a failed attempt: another attempt is scheduled, it was delivered, or neither. */
export type Outlook = "retrying" | "delivered" | "stopped";

/** Why a webhook was paused: the limit of its failure policy that was reached. */
export type PauseReason = "delivery_failed" | "failures_reached" | "failure_rate_reached" | "no_success";

/** Why a delivery is held or discarded, or a webhook paused. A failed delivery has the code of its last failure. */
export type StateReason =
  | PauseReason
  | "webhook_paused"
  | "webhook_disabled"
  | "webhook_deleted"
  | "discarded_on_enable";

/** `nextAction` is null when there is nothing to do, or nothing is known to help. */
export interface FailureSentences {
  cause: string;
  nextAction: string | null;
}
