import type { SearchParams } from "@/components/history/history-query";
import { fromInputTime, isInputTime } from "@/components/history/input-time";
import { type EventPage, eventPageSchema } from "@/lib/events/timeline/schema";

const filterNames = ["entityType", "entityId", "eventType", "matched", "from", "to"] as const;
const names = [...filterNames, "cursor"] as const;

/** What of a list of events lives in its address: text as written there, none of it empty. */
export type EventQuery = Partial<Record<(typeof names)[number], string>>;

const isTime = (name: string) => name === "from" || name === "to";

/** The parameters that the page knows, once each. Times without a zone, as a form without JavaScript sends them, are UTC. */
export function readEventQuery(params: SearchParams): EventQuery {
  const query: EventQuery = {};
  for (const name of names) {
    const value = [params[name]].flat()[0]?.trim();
    if (value) query[name] = isTime(name) && isInputTime(value) ? fromInputTime(value, "UTC", name) : value;
  }
  return query;
}

/** Whether the address is as a submitted form makes it, with empty fields or times without a zone. */
export function eventsNeedNormalizing(params: SearchParams): boolean {
  return names.some((name) => {
    const value = [params[name]].flat()[0];
    return value === "" || (value !== undefined && isTime(name) && isInputTime(value));
  });
}

export type ParsedEventQuery = { ok: true; page: EventPage } | { ok: false; problems: EventQuery };

/** Checks a query; what is wrong comes as a sentence by name. */
export function parseEventQuery(query: EventQuery): ParsedEventQuery {
  const result = eventPageSchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  const problems: EventQuery = {};
  for (const { path, message } of result.error.issues) {
    const name = path[0] as keyof EventQuery;
    problems[name] ??= isTime(name) ? "Give a date and a time." : message;
  }
  return { ok: false, problems };
}

/** The filters alone: where the newest events that fit are. */
export function newestEventQuery({ cursor: _cursor, ...filter }: EventQuery): EventQuery {
  return filter;
}

export function isFilteredEvents(query: EventQuery): boolean {
  return filterNames.some((name) => query[name] !== undefined);
}
