import {
  type ListQuery,
  needsNormalizing,
  readListQuery,
  type SearchParams,
  toListErrors,
} from "@/components/cursor-list/list-query";
import { type DeliveryFilter, type HistoryPageQuery, historyPageQuerySchema } from "@/lib/deliveries/schema";

const filterNames = [
  "entityType",
  "entityId",
  "eventType",
  "state",
  "responseCode",
  "webhookId",
  "partnerId",
  "from",
  "to",
] as const satisfies (keyof DeliveryFilter)[];

/** `cursor` and `newer` are trace IDs: the page lists older or newer deliveries. `open` is the attempt ID or trace ID to expand. */
const parameterNames = [...filterNames, "cursor", "newer", "open"] as const;

/** The part of a history page's state that is in its URL. */
export type HistoryQuery = ListQuery<(typeof parameterNames)[number]>;

export function readHistoryQuery(params: SearchParams): HistoryQuery {
  return readListQuery(parameterNames, params);
}

export function historyQueryNeedsNormalizing(params: SearchParams): boolean {
  return needsNormalizing(parameterNames, params);
}

export type ParsedHistoryQuery = { ok: true; page: HistoryPageQuery } | { ok: false; errors: HistoryQuery };

export function parseHistoryQuery(query: HistoryQuery): ParsedHistoryQuery {
  const result = historyPageQuerySchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  return { ok: false, errors: toListErrors(result.error.issues, messageByFilter) };
}

const messageByFilter: HistoryQuery = {
  responseCode: "The response code must be a whole number from 100 to 999.",
  state: "The state is invalid. Select one from the list.",
  from: "Enter a date and a time.",
  to: "Enter a date and a time.",
};

export function hasHistoryFilters(query: HistoryQuery): boolean {
  return filterNames.some((name) => query[name] !== undefined);
}
