// The SQL of lines (decision 33). A line is the open deliveries of one webhook for one entity, in the order of their acceptance.

/** The due time of a delivery that waits in its line: far in the future. A real time is set once the delivery is the first in its line. */
export const waitingSql = "'9999-12-31 00:00:00+00'::timestamptz";

/** The line of a delivery: a hash of its entity. Entities that share a hash share a line, so they also wait for each other. */
export const lineSql = (row: string) =>
  `('x' || left(md5(${row}.entity_type || chr(31) || ${row}.entity_id), 16))::bit(64)::bigint`;

/** Whether a row of a line is before another row. Rows from before `ordered` was turned on have the place 0. */
export const isBeforeSql = (row: string, other: string) =>
  `(${row}.place, ${row}.delivery_id) < (${other}.place, ${other}.delivery_id)`;
