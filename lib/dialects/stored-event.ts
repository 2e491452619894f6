// Short file: deliveries and the playground read events in this form.
import { parseJson } from "../json/parse-json";
import type { Changes, EventFacts } from "./dialect";

/** An event from a query with `data::text` and `changes::text`, since pg would parse them and change numbers. */
export type StoredEvent = Omit<EventFacts, "data" | "changes"> & { data: string; changes: string | null };

/** The event with its data as it was sent, digits included. */
export function parseStoredEvent({ data, changes, ...event }: StoredEvent): EventFacts {
  return {
    ...event,
    data: parseJson(data),
    changes: changes === null ? null : (parseJson(changes) as Changes),
  };
}
