import { limitHeaders } from "../customer-data/limit-customer-data";
import { limitFailure } from "../customer-data/limit-failure";
import type { FailureParams } from "../reasons/codes";
import { buildFailureMessage, describeFailure, toOutlook } from "../reasons/describe";
import { can, type Scope } from "../scope/scope";
import { hidePublicSignatures } from "./public-signatures";
import type { AttemptView } from "./schema";

export const attemptColumns = `
  a.id, a.delivery_id AS "traceId", a.number, a.manual, a.requested_by AS "requestedBy",
  a.requested_at AS "requestedAt", a.started_at AS "startedAt", a.duration_ms AS "durationMs", a.outcome,
  COALESCE(a.method, 'POST') AS method, a.destination, a.destination_ip AS "destinationIp", a.source_ip AS "sourceIp",
  a.request_headers AS "requestHeaders", a.response_code AS "responseCode",
  a.response_headers AS "responseHeaders", coalesce(octet_length(a.response_body), (SELECT octet_length(bytes) FROM bodies WHERE bodies.id = a.id)) AS "responseBytes",
  a.response_truncated AS "responseTruncated", a.error_code AS "errorCode", a.error_params AS "errorParams",
  a.error_message AS "errorMessage", a.timing`;

export type AttemptRow = Omit<AttemptView, "error" | "requestedAt" | "startedAt"> & {
  traceId: string;
  requestedAt: Date | null;
  startedAt: Date | null;
  errorCode: string | null;
  errorParams: FailureParams | null;
  errorMessage: string | null;
};

/**
 * Converts a row of `attemptColumns` to what the API and the pages show, as far as the scope can see it. The URL is limited separately
 * (limitUrl), because that depends on the webhook.
 * @param state the state of the attempt's delivery, on which the next action depends
 */
export function toAttempt(scope: Scope, row: AttemptRow, state: string): AttemptView {
  const { traceId: _traceId, errorCode, errorParams, errorMessage, ...rest } = row;
  const stored =
    errorCode === null
      ? null
      : limitFailure(scope, { code: errorCode, params: errorParams, message: errorMessage });
  return {
    ...rest,
    requestedAt: row.requestedAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    requestHeaders: can(scope, "customer-data:read") ? row.requestHeaders : hideInHeaders(row.requestHeaders),
    responseHeaders: limitHeaders(scope, row.responseHeaders),
    error: stored && {
      code: stored.code,
      message: buildFailureMessage(stored, toOutlook(state)),
      ...describeFailure(stored, toOutlook(state)),
    },
  };
}

/** Request headers have no customer data: the values of custom headers, which can be templates, are masked before they are stored. */
function hideInHeaders(headers: AttemptView["requestHeaders"]): AttemptView["requestHeaders"] {
  return (
    headers &&
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, hidePublicSignatures(value)]))
  );
}
