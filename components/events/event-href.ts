import { entityHref } from "@/components/history/history-href";
import type { EventQuery } from "./event-query";

/** The page of one event. */
export function eventHref(eventId: string): string {
  return `/events/${eventId}`;
}

/** The list of events with this query, or another page (`path`) with it. */
export function eventsHref(query: EventQuery, path = "/events"): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(given).toString();
  return search ? `${path}?${search}` : path;
}

/** Where the timeline of an entity is: beside its webhook history. */
export function timelineHref(entityType: string, entityId: string): string {
  const history = entityHref(entityType, entityId);
  return history.endsWith("/webhooks")
    ? history.replace(/webhooks$/, "timeline")
    : eventsHref({ entityType, entityId });
}
