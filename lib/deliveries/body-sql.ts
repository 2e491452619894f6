// Short file: every query that reads a frozen body needs it.

/** The frozen body of the delivery `d` in a query; null once retention has removed it. */
export const bodySql = "coalesce(d.body, (SELECT bytes FROM bodies WHERE bodies.id = d.id))";

/** Whether the frozen body of the delivery `d` still exists. Does not read the body. */
export const hasBodySql = "(d.body IS NOT NULL OR EXISTS (SELECT FROM bodies WHERE bodies.id = d.id))";
