/** The frozen body of the delivery `d` in a query; null once retention has removed it. */
export const bodySql = "coalesce(d.body, (SELECT bytes FROM bodies WHERE bodies.id = d.id))";

/**
 * Whether the frozen body of a delivery still exists, without reading it.
 * @param id the delivery's ID, and `isFound` whether its body was already found in its row, as SQL
 */
export function buildHasBodySql(id: string, isFound: string): string {
  // A scalar subquery: if Postgres expects many lookups by EXISTS, it reads the IDs of all bodies into a hash table first.
  return `(${isFound} OR coalesce((SELECT true FROM bodies WHERE bodies.id = ${id}), false))`;
}

/** Whether the frozen body of the delivery `d` in a query still exists. */
export const hasBodySql = buildHasBodySql("d.id", "d.body IS NOT NULL");
