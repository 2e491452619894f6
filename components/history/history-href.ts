import type { HistoryQuery } from "./history-query";

/** How many pages back "Newer" remembers; addresses stay under 2,000 characters. */
const remembered = 25;

/** The address of a history page with this query. */
export function historyHref(path: string, query: HistoryQuery): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return search ? `${path}?${search}` : path;
}

/** The next older page; it remembers the way back, since cursors only lead onwards. */
export function olderQuery(query: HistoryQuery, nextCursor: string): HistoryQuery {
  const { cursor, newer, open: _open, ...filter } = query;
  const trail = [...trailOf(newer), ...(cursor ? [cursor] : [])].slice(-remembered);
  return { ...filter, cursor: nextCursor, newer: trail.join(".") };
}

/** The page before this one; null on the newest page. Where nothing is remembered any more: the newest. */
export function newerQuery(query: HistoryQuery): HistoryQuery | null {
  const { cursor, newer, open: _open, ...filter } = query;
  if (!cursor) return null;
  const trail = trailOf(newer);
  const previous = trail.pop();
  return previous ? { ...filter, cursor: previous, newer: trail.join(".") } : filter;
}

function trailOf(newer: string | undefined): string[] {
  return newer ? newer.split(".") : [];
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
