import { listHref } from "@/components/cursor-list/list-query";
import { entityHref } from "@/components/history/history-href";
import type { EventQuery } from "./event-query";

export function eventHref(eventId: string): string {
  return `/events/${eventId}`;
}

/** The URL of the event list, or of another list of events, with this query. */
export function eventListHref(query: EventQuery, path = "/events"): string {
  return listHref(path, query);
}

/** The URL of an entity's timeline, or of the filtered event list if the entity's ID cannot be part of a path. */
export function timelineHref(entityType: string, entityId: string): string {
  const history = entityHref(entityType, entityId);
  return history.endsWith("/webhooks")
    ? history.replace(/webhooks$/, "timeline")
    : eventListHref({ entityType, entityId });
}
