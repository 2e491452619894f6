import { parseJson } from "../json/parse-json";
import type { Changes, EventFacts } from "./dialect";

/** An event as `storedEventSql` selects it: JSON as text, since pg would parse it and change numbers. */
export type StoredEvent = Omit<EventFacts, "data" | "changes"> & { data: string; changes: string | null };

/**
 * Joins what retention removes first to the event `e`, as `x`: from the partition of each event (OFFSET 0 keeps Postgres from reading
 * all of them at once). Older events have it in their own columns.
 */
export const eventDataJoinSql =
  "LEFT JOIN LATERAL (SELECT * FROM event_data WHERE event_id = e.id OFFSET 0) x ON true";

/** Data and changes of the event `e`, as text; null without any, or once retention has removed them. */
export const eventDataSql = {
  data: "coalesce(x.data, e.data)::text",
  changes: "coalesce(x.changes, e.changes)::text",
};

/** Selects events in this form and `moreColumns` of `e`; add WHERE with the columns of `e`. Removed data are an empty object. */
export const selectStoredEventsSql = (moreColumns = "") => `
  SELECT e.id, e.type, coalesce(t.title, e.type) AS title, e.entity_type AS "entityType", e.entity_id AS "entityId",
         e.partner_id AS "partnerId", e.occurred_at AS "occurredAt", coalesce(${eventDataSql.data}, '{}') AS data,
         ${eventDataSql.changes} AS changes${moreColumns}
  FROM events e ${eventDataJoinSql} LEFT JOIN event_types t ON t.name = e.type`;

export const storedEventSql = selectStoredEventsSql();

/** The event with its data as it was sent, digits included. */
export function parseStoredEvent({ data, changes, ...event }: StoredEvent): EventFacts {
  return {
    ...event,
    data: parseJson(data),
    changes: changes === null ? null : (parseJson(changes) as Changes),
  };
}
