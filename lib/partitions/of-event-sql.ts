// Short file: queries in several folders read the deliveries of an event.

/** A delivery is created with its event or later. This allows for a clock that was set back by up to a day in between. */
const clockToleranceMs = 86_400_000;

/**
 * SQL that is true if the delivery `d` belongs to the event with this ID. Each partition has its own index on event_id, so a lower bound
 * on the delivery's ID lets Postgres skip the partitions from before the event.
 */
export function ofEventSql(eventId: string, d = "d"): string {
  const earliestTimeDigits = `lpad(to_hex(('x' || left(replace(${eventId}::text, '-', ''), 12))::bit(48)::bigint - ${clockToleranceMs}), 12, '0')`;
  // The lowest UUIDv7 of that millisecond.
  const lowestId = `(${earliestTimeDigits} || '70008000000000000000')::uuid`;
  return `${d}.event_id = ${eventId} AND ${d}.id >= ${lowestId}`;
}
