import { listHref } from "@/components/cursor-list/list-query";
import type { HistoryQuery } from "./filters/history-query";

/** The URL of a history page with this query. */
export function historyHref(path: string, query: HistoryQuery): string {
  // Commas and colons may stand in a query, and are easier to read between several states and in times.
  return listHref(path, query).replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** The query for the page older than this trace ID, with the same filters. */
export function olderHistoryQuery(query: HistoryQuery, cursor: string): HistoryQuery {
  return { ...newestHistoryPageQuery(query), cursor };
}

/** The query for the page just newer than this trace ID, with the same filters. */
export function newerHistoryQuery(query: HistoryQuery, newer: string): HistoryQuery {
  return { ...newestHistoryPageQuery(query), newer };
}

/** The query for the newest page with the same filters. */
export function newestHistoryPageQuery({
  cursor: _cursor,
  newer: _newer,
  open: _open,
  ...filter
}: HistoryQuery): HistoryQuery {
  return filter;
}

/** The URL that downloads all deliveries that match these filters, with their attempts. */
export function exportHref(query: HistoryQuery, format: "csv" | "ndjson"): string {
  return listHref("/deliveries/export", { ...newestHistoryPageQuery(query), format });
}

/** The URL of an entity's webhook history. The entity ID may be any text. */
export function entityHref(entityType: string, entityId: string): string {
  // Browsers remove "." and ".." from a path even when percent-encoded.
  if ([entityType, entityId].some((part) => part === "." || part === "..")) {
    return historyHref("/deliveries", { entityType, entityId });
  }
  const id = encodeURIComponent(entityId);
  return entityType === "Loan"
    ? `/loans/${id}/webhooks`
    : `/entities/${encodeURIComponent(entityType)}/${id}/webhooks`;
}

/** The URL of a delivery's page. */
export function deliveryHref(traceId: string): string {
  return `/deliveries/${traceId}`;
}

/** The URL of a delivery's printable proof. */
export function proofHref(traceId: string): string {
  return `${deliveryHref(traceId)}/proof`;
}

/** The URL that downloads a body of an attempt. */
export function payloadHref(attemptId: string, which: "request" | "response"): string {
  return `/attempts/${attemptId}/${which}-body`;
}

/** The URL that downloads the frozen body of a delivery. */
export function deliveryBodyHref(traceId: string): string {
  return `/deliveries/${traceId}/body`;
}

/**
 * The URL of a page that compares this attempt with another one. Without `other`, the page selects the webhook's last successful attempt.
 */
export function compareHref(attemptId: string, other?: string, onlyDifferences = false): string {
  return listHref(`/attempts/${attemptId}/compare`, {
    with: other,
    show: onlyDifferences ? "differences" : undefined,
  });
}
