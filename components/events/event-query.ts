import {
  type ListQuery,
  needsNormalizing,
  readListQuery,
  type SearchParams,
  toListErrors,
} from "@/components/cursor-list/list-query";
import { type EventPageQuery, eventPageQuerySchema } from "@/lib/events/timeline/schema";

const filterNames = ["entityType", "entityId", "eventType", "matched", "from", "to"] as const;
const parameterNames = [...filterNames, "cursor"] as const;

/** The part of an event list's state that is in its URL. */
export type EventQuery = ListQuery<(typeof parameterNames)[number]>;

export function readEventQuery(params: SearchParams): EventQuery {
  return readListQuery(parameterNames, params);
}

export function eventQueryNeedsNormalizing(params: SearchParams): boolean {
  return needsNormalizing(parameterNames, params);
}

export type ParsedEventQuery = { ok: true; page: EventPageQuery } | { ok: false; errors: EventQuery };

export function parseEventQuery(query: EventQuery): ParsedEventQuery {
  const result = eventPageQuerySchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  return { ok: false, errors: toListErrors(result.error.issues, messageByFilter) };
}

const messageByFilter: EventQuery = { from: "Enter a date and a time.", to: "Enter a date and a time." };

/** The query for the newest page with the same filters. */
export function newestEventPageQuery({ cursor: _cursor, ...filter }: EventQuery): EventQuery {
  return filter;
}

export function hasEventFilters(query: EventQuery): boolean {
  return filterNames.some((name) => query[name] !== undefined);
}
