// Short file: queries in several folders read the deliveries of an event.

/** A delivery is made with its event, or later; a clock that was set back in between is far from a day behind. */
const earlierMs = 86_400_000;

/**
 * The condition that the delivery `d` is of the event with this ID, for a query. The index on event_id is in each partition: the lower
 * bound leaves out the partitions from before the event.
 */
export function ofEventSql(eventId: string, d = "d"): string {
  const earliestTimeDigits = `lpad(to_hex(('x' || left(replace(${eventId}::text, '-', ''), 12))::bit(48)::bigint - ${earlierMs}), 12, '0')`;
  // The lowest UUIDv7 of that millisecond.
  const lowestId = `(${earliestTimeDigits} || '70008000000000000000')::uuid`;
  return `${d}.event_id = ${eventId} AND ${d}.id >= ${lowestId}`;
}
