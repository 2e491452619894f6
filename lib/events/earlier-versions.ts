import { onlyKnown } from "../catalogue/only-known";
import { eventTypeVersion } from "../catalogue/versions";
import type { Candidate } from "../webhooks/match";
import type { PreparedEvent } from "./prepare-event";

/** An event as a webhook sees it that chose this version of its event type; null: whichever comes. */
export type SeenAs = (event: PreparedEvent, version: number | null) => PreparedEvent;

/**
 * How webhooks see these events that chose an earlier version of their event types: with what that version knows of
 * the data, so that a field which it does not describe never reaches a receiver that was built for it.
 */
export async function earlierVersions(
  events: readonly PreparedEvent[],
  candidates: readonly Candidate[],
): Promise<SeenAs> {
  const schemas = new Map<string, object>();
  for (const { type, version } of events) {
    for (const candidate of candidates) {
      if (candidate.eventType !== type || candidate.version === null || candidate.version >= version)
        continue;
      const key = `${type} ${candidate.version}`;
      if (!schemas.has(key)) schemas.set(key, (await eventTypeVersion(type, candidate.version)).schema);
    }
  }
  const seen = new Map<string, PreparedEvent>();
  return (event, version) => {
    const schema =
      version === null || version >= event.version ? null : schemas.get(`${event.type} ${version}`);
    if (!schema) return event;
    const key = `${event.id} ${version}`;
    const known = seen.get(key) ?? asKnown(event, schema);
    seen.set(key, known);
    return known;
  };
}

function asKnown(event: PreparedEvent, schema: object): PreparedEvent {
  const changes = onlyKnown(event.changes, { properties: onlyTop(schema) }) as PreparedEvent["changes"];
  return { ...event, data: onlyKnown(event.data, schema), changes };
}

/** The names of the fields alone: what changed in them is told whole. */
function onlyTop({ properties }: { properties?: object }) {
  return properties && Object.fromEntries(Object.keys(properties).map((name) => [name, {}]));
}
