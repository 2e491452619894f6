import {
  type ListQuery,
  listErrors,
  needsNormalizing,
  readListQuery,
  type SearchParams,
} from "@/components/cursor-list/list-query";
import { type DeliveryFilter, type HistoryPage, historyPageSchema } from "@/lib/deliveries/schema";

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

/** cursor: older than this trace ID. newer: newer than it. open: the attempt or trace ID that is expanded. */
const names = [...filterNames, "cursor", "newer", "open"] as const;

/** The part of a history page's state that is in its URL. */
export type HistoryQuery = ListQuery<(typeof names)[number]>;

export function readHistoryQuery(params: SearchParams): HistoryQuery {
  return readListQuery(names, params);
}

export function historyNeedsNormalizing(params: SearchParams): boolean {
  return needsNormalizing(names, params);
}

export type ParsedQuery = { ok: true; page: HistoryPage } | { ok: false; errors: HistoryQuery };

export function parseHistoryQuery(query: HistoryQuery): ParsedQuery {
  const result = historyPageSchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  return { ok: false, errors: listErrors(result.error.issues, messages) };
}

const messages: HistoryQuery = {
  responseCode: "The response code must be a whole number from 100 to 999.",
  state: "The state is invalid. Select one from the list.",
  from: "Enter a date and a time.",
  to: "Enter a date and a time.",
};

export function isFiltered(query: HistoryQuery): boolean {
  return filterNames.some((name) => query[name] !== undefined);
}
