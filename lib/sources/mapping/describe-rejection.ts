import { maxEventBytes } from "../../events/schema";
import type { EventRejection } from "../../events/validate-events";

const again = "then take the message again";

/** What to say about a message whose ID an earlier message with other content has. */
export const conflictReason = `An earlier message has the same ID but other content. If both are right, map the idempotency key to a field that differs, ${again}.`;

/** What to say about an event that was rejected, and what to do. The message of the events API names the event type in quotes. */
const descriptions: Record<EventRejection["rejected"], (message: string, type: string) => string> = {
  unknown_event_type: (_message, type) =>
    `Event type ${type} does not exist. Add it to the catalog, or set the event type in the source's mapping, ${again}.`,
  reserved_event_type: () =>
    `Events of this type are Hookledger's own: only Hookledger sends them. Set another event type in the source's mapping, ${again}.`,
  schema_mismatch: (message) =>
    `${message} Correct the schema in the catalog or the data in the source's mapping, ${again}.`,
  too_large: () =>
    `The event has more than ${maxEventBytes / 1024} KiB. Set a smaller part of the message as its data in the source's mapping, ${again}.`,
  // Sources send neither a version nor a partner, and their IDs are compared when the events are written.
  unknown_version: (_message, type) =>
    `Event type ${type} has no such version. Correct it in the catalog, ${again}.`,
  unknown_partner: () => `The partner of this event does not exist. Create the partner, ${again}.`,
  idempotency_conflict: () => conflictReason,
};

/**
 * Says why the event of a message was rejected, and what to do, for the people who see the message in the portal: the messages of
 * validateEvents are for callers of the events API.
 */
export function describeRejection({ rejected, message }: EventRejection): string {
  const type = /"[^"]{1,200}"/.exec(message)?.[0] ?? "of this message";
  return descriptions[rejected](message, type);
}
