/** The frozen body of the delivery `d` in a query; null once retention has removed it. */
export const bodySql = "coalesce(d.body, (SELECT bytes FROM bodies WHERE bodies.id = d.id))";

/**
 * Builds SQL that checks whether the frozen body of a delivery still exists, without reading the body.
 * @param id SQL: the delivery's ID
 * @param isFound SQL: whether the body was already found in the delivery's own row
 */
export function buildHasBodySql(id: string, isFound: string): string {
  // A scalar subquery, not EXISTS: if Postgres expects many lookups by EXISTS, it reads the IDs of all bodies into a hash table first.
  return `(${isFound} OR coalesce((SELECT true FROM bodies WHERE bodies.id = ${id}), false))`;
}

/** SQL: whether the frozen body of the delivery `d` in a query still exists. */
export const hasBodySql = buildHasBodySql("d.id", "d.body IS NOT NULL");
