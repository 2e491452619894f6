import { parseJson } from "../json/parse-json";
import type { Changes, EventFacts } from "./dialect";

/** An event as `storedEventSql` selects it. JSON is selected as text, since pg would parse it and change numbers. */
export type StoredEvent = Omit<EventFacts, "data" | "changes"> & { data: string; changes: string | null };

/**
 * Joins the row of `event_data`, as `x`, to the event `e`: the event's data and changes, which retention removes before the event itself.
 * With OFFSET 0, Postgres looks up the row of each event in one partition; without it, Postgres would read all partitions. Older events
 * have data and changes in their own columns.
 */
export const eventDataJoinSql =
  "LEFT JOIN LATERAL (SELECT * FROM event_data WHERE event_id = e.id OFFSET 0) x ON true";

/** Data and changes of the event `e`, as text; null if the event has none or retention has removed them. */
export const eventDataSql = {
  data: "coalesce(x.data, e.data)::text",
  changes: "coalesce(x.changes, e.changes)::text",
};

/** Selects StoredEvents and `moreColumns` of `e`; append a WHERE clause on the columns of `e`. Removed data becomes an empty object. */
export const selectStoredEventsSql = (moreColumns = "") => `
  SELECT e.id, e.type, coalesce(t.title, e.type) AS title, e.entity_type AS "entityType", e.entity_id AS "entityId",
         e.partner_id AS "partnerId", e.occurred_at AS "occurredAt", coalesce(${eventDataSql.data}, '{}') AS data,
         ${eventDataSql.changes} AS changes${moreColumns}
  FROM events e ${eventDataJoinSql} LEFT JOIN event_types t ON t.name = e.type`;

export const storedEventSql = selectStoredEventsSql();

/** Parses a stored event. The numbers in its data and changes keep the digits with which they were sent. */
export function parseStoredEvent({ data, changes, ...event }: StoredEvent): EventFacts {
  return {
    ...event,
    data: parseJson(data),
    changes: changes === null ? null : (parseJson(changes) as Changes),
  };
}
