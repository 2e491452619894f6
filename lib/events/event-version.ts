import { pickKnownFields } from "../catalogue/pick-known-fields";
import type { EventFacts } from "../dialects/dialect";

/** An event whose deliveries can be planned. */
export interface PlannableEvent extends EventFacts {
  version: number;
}

/** An event as a webhook sees it that chose this version of its event type; null: whichever comes. */
export type ConvertToVersion = (event: PlannableEvent, version: number | null) => PlannableEvent;

/** The schemas of earlier versions, each by its event type and number. */
export type EarlierSchemas = ReadonlyMap<string, object>;

export const schemaKey = (type: string, version: number) => `${type} ${version}`;

/**
 * How webhooks see events that chose an earlier version of their event types: with what that version knows of the data,
 * so that a field which it does not describe never reaches a receiver that was built for it.
 */
export function versionConverter(schemas: EarlierSchemas): ConvertToVersion {
  const seen = new Map<string, PlannableEvent>();
  return (event, version) => {
    if (version === null || version >= event.version) return event;
    const schema = schemas.get(schemaKey(event.type, version));
    if (!schema) return event;
    const key = `${event.id} ${version}`;
    const known = seen.get(key) ?? downgrade(event, schema);
    seen.set(key, known);
    return known;
  };
}

function downgrade(event: PlannableEvent, schema: object): PlannableEvent {
  const changes = pickKnownFields(event.changes, {
    properties: topLevelOnly(schema),
  }) as PlannableEvent["changes"];
  return { ...event, data: pickKnownFields(event.data, schema), changes };
}

/** The names of the fields alone: what changed in them is told whole. */
function topLevelOnly({ properties }: { properties?: object }) {
  return properties && Object.fromEntries(Object.keys(properties).map((name) => [name, {}]));
}
