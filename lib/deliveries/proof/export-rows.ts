import { formatCsvRow } from "../../exports/csv";
import type { DeliveryFilter } from "../schema";
import type { AttemptProof, DeliveryProof } from "./schema";

/** A delivery that was never attempted has one row, without an attempt. */
interface Row {
  delivery: DeliveryProof;
  attempt: AttemptProof | null;
  filterText: string;
}

const toText = (value: string | number | null | undefined) => String(value ?? "");

/**
 * The columns of the CSV file. The last column contains the filter in every row: CSV has no comments that all tools skip, and this way the
 * filter is kept when the file is sorted, split or renamed.
 */
const readCellByColumn: Record<string, (row: Row) => string> = {
  "Trace ID": ({ delivery }) => delivery.traceId,
  "Event ID": ({ delivery }) => delivery.eventId,
  "Event type": ({ delivery }) => delivery.eventType,
  "Entity type": ({ delivery }) => delivery.entityType,
  "Entity ID": ({ delivery }) => delivery.entityId,
  Webhook: ({ delivery }) => delivery.webhookName,
  "Webhook ID": ({ delivery }) => delivery.webhookId,
  Simulated: ({ delivery }) => (delivery.simulated ? "yes" : "no"),
  State: ({ delivery }) => delivery.state,
  "Accepted (UTC)": ({ delivery }) => delivery.createdAt,
  "Completed (UTC)": ({ delivery }) => toText(delivery.completedAt),
  "Body bytes": ({ delivery }) => toText(delivery.bodyBytes),
  "Body SHA-256": ({ delivery }) => toText(delivery.bodySha256),
  Attempt: ({ attempt }) => (attempt?.manual ? "manual" : toText(attempt?.number)),
  "Requested by": ({ attempt }) => toText(attempt?.requestedBy),
  "Requested (UTC)": ({ attempt }) => toText(attempt?.requestedAt),
  "Sent (UTC)": ({ attempt }) => toText(attempt?.startedAt),
  "Duration (ms)": ({ attempt }) => toText(attempt?.durationMs),
  Method: ({ attempt }) => toText(attempt?.method),
  URL: ({ attempt }) => toText(attempt?.url),
  "Request body SHA-256": ({ attempt }) => toText(attempt?.requestSha256),
  Outcome: ({ attempt }) => toText(attempt?.outcome),
  "Response code": ({ attempt }) => toText(attempt?.responseCode),
  "Error code": ({ attempt }) => toText(attempt?.errorCode),
  "Response bytes": ({ attempt }) => toText(attempt?.responseBytes),
  "Response SHA-256": ({ attempt }) => toText(attempt?.responseSha256),
  "Response truncated": ({ attempt }) => (attempt?.responseTruncated ? "yes" : ""),
  "Attempt ID": ({ attempt }) => toText(attempt?.id),
  Filter: ({ filterText }) => filterText,
};

export const csvHeaderRow = formatCsvRow(Object.keys(readCellByColumn));

/** Formats the rows of a delivery: one for each attempt, or a single row without an attempt. */
export function toCsvRows(delivery: DeliveryProof, filterText: string): string {
  const attempts = delivery.attempts.length > 0 ? delivery.attempts : [null];
  return attempts
    .map((attempt) =>
      formatCsvRow(Object.values(readCellByColumn).map((read) => read({ delivery, attempt, filterText }))),
    )
    .join("");
}

/** Formats a delivery with its attempts as one line. Times are in UTC and end in Z. */
export function toNdjsonLine({ nextAttemptAt: _planned, ...delivery }: DeliveryProof): string {
  return `${JSON.stringify(delivery)}\n`;
}

/** Formats a filter as "state=failed; webhookId=01a1…", or as "all deliveries" if it is empty. */
export function formatFilter(filter: DeliveryFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => `${name}=${value}`).join("; ") || "all deliveries";
}
