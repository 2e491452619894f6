import {
  type ListQuery,
  needsNormalizing,
  readListQuery,
  type SearchParams,
  toListErrors,
} from "@/components/cursor-list/list-query";
import { type LenderClock, resolvePeriod } from "@/components/cursor-list/periods";
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

/**
 * `period` is a named period in place of `from` and `to`, such as "today". `group` is "cause" if the rows are grouped. `cursor` and `newer`
 * are trace IDs: the page lists older or newer deliveries. `open` is the attempt ID or trace ID to expand.
 */
const parameterNames = [...filterNames, "period", "group", "cursor", "newer", "open"] as const;

/** The part of a history page's state that is in its URL. `state` can be several states, with commas between them. */
export type HistoryQuery = ListQuery<(typeof parameterNames)[number]>;

/** Reads the query of a history page. A form submits each checked state by itself, and times together with a named period: the times win. */
export function readHistoryQuery(params: SearchParams): HistoryQuery {
  const { period, ...query } = readListQuery(parameterNames, { ...params, state: joinStates(params.state) });
  return query.from || query.to || !period ? query : { ...query, period };
}

export function historyQueryNeedsNormalizing(params: SearchParams): boolean {
  const given = (name: string) => Boolean([params[name]].flat()[0]);
  return (
    needsNormalizing(parameterNames, params) ||
    Array.isArray(params.state) ||
    (given("period") && (given("from") || given("to")))
  );
}

/** The states of a query, in the order in which they were given. */
export function listStates({ state }: HistoryQuery): string[] {
  return state ? state.split(",") : [];
}

function joinStates(given: string | string[] | undefined): string {
  return [...new Set([given ?? []].flat().flatMap((value) => value.split(",")))].filter(Boolean).join(",");
}

export type ParsedHistoryQuery = { ok: true; page: HistoryPageQuery } | { ok: false; errors: HistoryQuery };

/** @param clock the lender's clock, for named periods */
export function parseHistoryQuery(query: HistoryQuery, clock: LenderClock): ParsedHistoryQuery {
  const { period: periodName, state: _state, ...rest } = query;
  const states = listStates(query);
  const period = periodName ? resolvePeriod(periodName, clock) : {};
  if (period === null) return { ok: false, errors: { period: "Select a period from the list." } };
  const result = historyPageQuerySchema.safeParse({
    ...rest,
    ...period,
    ...(states.length > 0 && { state: states }),
  });
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
  return [...filterNames, "period" as const].some((name) => query[name] !== undefined);
}
