import { pickKnownFields } from "../catalogue/pick-known-fields";
import type { EventFacts } from "../dialects/dialect";

/** An event whose deliveries can be planned. */
export interface PlannableEvent extends EventFacts {
  version: number;
}

/** Converts an event for a webhook that chose `version` of the event type. Null stands for any version: the event stays unchanged. */
export type ConvertToVersion = (event: PlannableEvent, version: number | null) => PlannableEvent;

/** Schemas of earlier versions, by `makeSchemaKey`. */
export type EarlierSchemas = ReadonlyMap<string, object>;

export const makeSchemaKey = (type: string, version: number) => `${type} ${version}`;

/**
 * Converts events for webhooks that chose an earlier version: only the fields that version describes are kept, so that a
 * receiver never gets a field it was not built for. Conversions are cached by event and version.
 */
export function createVersionConverter(schemas: EarlierSchemas): ConvertToVersion {
  const converted = new Map<string, PlannableEvent>();
  return (event, version) => {
    if (version === null || version >= event.version) return event;
    const schema = schemas.get(makeSchemaKey(event.type, version));
    if (!schema) return event;
    const key = `${event.id} ${version}`;
    const earlier = converted.get(key) ?? downgradeEvent(event, schema);
    converted.set(key, earlier);
    return earlier;
  };
}

function downgradeEvent(event: PlannableEvent, schema: object): PlannableEvent {
  const changes = pickKnownFields(event.changes, {
    properties: pickTopLevelProperties(schema),
  }) as PlannableEvent["changes"];
  return { ...event, data: pickKnownFields(event.data, schema), changes };
}

/** Only the names of the top-level fields: a change of one is kept whole, with its old and new value. */
function pickTopLevelProperties({ properties }: { properties?: object }) {
  return properties && Object.fromEntries(Object.keys(properties).map((name) => [name, {}]));
}
