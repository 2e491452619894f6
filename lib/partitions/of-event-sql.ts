/** A delivery is created with its event or later. This allows for a clock that was set back by up to a day in between. */
const clockToleranceMs = 86_400_000;

/** SQL for the lowest UUIDv7 of a day before this one. */
export function dayBeforeSql(id: string): string {
  const timeDigits = `lpad(to_hex(('x' || left(replace(${id}::text, '-', ''), 12))::bit(48)::bigint - ${clockToleranceMs}), 12, '0')`;
  return `(${timeDigits} || '70008000000000000000')::uuid`;
}

/**
 * SQL that is true if the delivery `d` belongs to the event with this ID. Each partition has its own index on event_id, so a lower bound
 * on the delivery's ID lets Postgres skip the partitions from before the event.
 */
export function ofEventSql(eventId: string, d = "d"): string {
  return `${d}.event_id = ${eventId} AND ${d}.id >= ${dayBeforeSql(eventId)}`;
}
