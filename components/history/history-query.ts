import { type DeliveryFilter, type HistoryPage, historyPageSchema } from "@/lib/deliveries/schema";
import { fromInputTime, isInputTime } from "./input-time";

/** The values of an address as Next gives them to a page. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** What of a history page lives in its address. All are text as written there; none is empty. */
export type HistoryQuery = Partial<Record<(typeof names)[number], string>>;

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

/** cursor: what is older than this trace. newer: what is newer. open: the attempt or trace that is expanded. */
const names = [...filterNames, "cursor", "newer", "open"] as const;

/** The parameters that a history page knows, once each; a form also sends the fields that were left empty. */
export function readQuery(params: SearchParams): HistoryQuery {
  const query: HistoryQuery = {};
  for (const name of names) {
    const value = [params[name]].flat()[0]?.trim();
    if (value) query[name] = isTime(name) && isInputTime(value) ? fromInputTime(value, "UTC", name) : value;
  }
  return query;
}

const isTime = (name: string) => name === "from" || name === "to";

/**
 * Whether the address is as a submitted form makes it, with empty fields and times without a zone: the page then
 * goes to the short one, which says the same wherever it is opened.
 */
export function needsNormalizing(params: SearchParams): boolean {
  return names.some((name) => {
    const value = [params[name]].flat()[0];
    return value === "" || (value !== undefined && isTime(name) && isInputTime(value));
  });
}

export type Problems = Partial<Record<keyof HistoryQuery, string>>;

export type ParsedQuery = { ok: true; page: HistoryPage } | { ok: false; problems: Problems };

/** Checks a query against what lists of deliveries take; what is wrong comes as a sentence by name. */
export function parseQuery(query: HistoryQuery): ParsedQuery {
  const result = historyPageSchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  const problems: Problems = {};
  for (const { path, message } of result.error.issues) {
    const name = path[0] as keyof HistoryQuery;
    problems[name] ??= sentences[name] ?? message;
  }
  return { ok: false, problems };
}

const sentences: Problems = {
  responseCode: "A response code is a whole number from 100 to 999.",
  state: "There is no such state.",
  from: "Give a date and a time.",
  to: "Give a date and a time.",
};

/** Whether anything but the place in the list narrows it. */
export function isFiltered(query: HistoryQuery): boolean {
  return filterNames.some((name) => query[name] !== undefined);
}
