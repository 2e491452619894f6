import type { FailureCode, PauseReason } from "./codes";

/** What went wrong in two or three words, for a heading. A response has its status instead. */
const titleByCode: Partial<Record<string, string>> = {
  dns_failed: "Host name not found",
  address_refused: "Address not allowed",
  https_required: "https required",
  connect_refused: "Connection refused",
  connect_failed: "Receiver unreachable",
  tls_failed: "TLS failed",
  timeout: "Timeout",
  connection_reset: "Connection closed early",
  invalid_response: "Invalid response",
  aborted: "Interrupted by a shutdown",
  send_failed: "Request not sent",
  redirect: "Redirect",
  not_200: "Response is not 200",
  template_error: "Template error",
  secret_unreadable: "Secret unreadable",
  interrupted: "Interrupted",
  delivery_failed: "Delivery failed",
  failures_reached: "Too many failures",
  failure_rate_reached: "Failure rate too high",
  no_success: "No success",
} satisfies Partial<Record<FailureCode | PauseReason, string>>;

/** Returns a title for a reason code: "Connection refused", "Response 503". For an unknown code, the code itself. */
export function findFailureTitle(code: string): string {
  const status = /^http_(\d{3})$/.exec(code)?.[1];
  return status ? `Response ${status}` : (titleByCode[code] ?? code);
}
