import type { Failure } from "../reasons/codes";
import type { PerformedRequest } from "./perform-request";

/** How an attempt ended. `failure` is null when it succeeded. */
export type AttemptOutcome = Omit<PerformedRequest, "complete">;

/** The columns that are set for every finished attempt, scheduled or manual, with their types. */
const typeByColumn = {
  duration_ms: "int",
  destination: "text",
  destination_ip: "text",
  source_ip: "text",
  request_headers: "json",
  response_code: "int",
  response_headers: "json",
  response_body: "bytea",
  response_truncated: "boolean",
  error_code: "text",
  error_params: "json",
  timing: "json",
  method: "text",
} as const;

type Column = keyof typeof typeByColumn;

export const outcomeColumns = Object.keys(typeByColumn) as Column[];
export const outcomeColumnTypes = Object.values(typeByColumn);

/** The values of `outcomeColumns`, in their order. */
export function listOutcomeValues(outcome: AttemptOutcome): unknown[] {
  const values: Record<Column, unknown> = {
    duration_ms: Math.round(outcome.durationMs),
    destination: outcome.destination,
    destination_ip: outcome.destinationIp,
    source_ip: outcome.sourceIp,
    request_headers: toJson(outcome.requestHeaders),
    response_code: outcome.responseCode,
    response_headers: toJson(outcome.responseHeaders),
    response_body: outcome.responseBody && Buffer.from(outcome.responseBody),
    response_truncated: outcome.responseTruncated,
    error_code: outcome.failure?.code ?? null,
    error_params: formatFailureParams(outcome.failure),
    timing: toJson(outcome.timing),
    method: outcome.method,
  };
  return outcomeColumns.map((column) => values[column]);
}

/** Never null for a failure: null marks failures from before parameters were recorded, which have a message instead. */
function formatFailureParams(failure: Failure | null): string | null {
  return failure && JSON.stringify(failure.params ?? {});
}

function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

export const outcomeColumnList = outcomeColumns.join(", ");

/**
 * Builds the SQL of the value that is stored in a column. A response body is stored in `bodies` instead, unless it is empty: most receivers
 * send an empty body, which then needs no row in `bodies`.
 */
export function toStoredValueSql(column: string): string {
  return column === "response_body"
    ? "CASE WHEN octet_length(response_body) = 0 THEN response_body END"
    : column;
}
