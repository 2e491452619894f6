import type { HistoryQuery } from "./history-query";

/** The address of a history page with this query. */
export function historyHref(path: string, query: HistoryQuery): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return search ? `${path}?${search}` : path;
}

/** The page of what is older than this trace, with the same filters. */
export function olderQuery(query: HistoryQuery, cursor: string): HistoryQuery {
  return { ...newestQuery(query), cursor };
}

/** The page of what is just newer than this trace. */
export function newerQuery(query: HistoryQuery, newer: string): HistoryQuery {
  return { ...newestQuery(query), newer };
}

/** The newest page with the same filters. */
export function newestQuery({
  cursor: _cursor,
  newer: _newer,
  open: _open,
  ...filter
}: HistoryQuery): HistoryQuery {
  return filter;
}

/** Where the webhook history of an entity is; an id may be any text. */
export function entityHref(entityType: string, entityId: string): string {
  // Browsers take "." and ".." out of a path even when they are percent-encoded.
  if ([entityType, entityId].some((part) => part === "." || part === "..")) {
    return historyHref("/deliveries", { entityType, entityId });
  }
  const id = encodeURIComponent(entityId);
  return entityType === "Loan"
    ? `/loans/${id}/webhooks`
    : `/entities/${encodeURIComponent(entityType)}/${id}/webhooks`;
}

/** The page of one delivery. */
export function deliveryHref(traceId: string): string {
  return `/deliveries/${traceId}`;
}

/** The bytes of an attempt as a download. */
export function payloadHref(attemptId: string, which: "request" | "response"): string {
  return `/attempts/${attemptId}/${which}-body`;
}

/** The frozen body of a delivery as a download. */
export function deliveryBodyHref(traceId: string): string {
  return `/deliveries/${traceId}/body`;
}
