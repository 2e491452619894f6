// How the statements of a worker, which run all the time on a few rows, keep one plan each. Planning a statement over all partitions takes
// longer than running it. But a plan that was made while a table was nearly empty is kept while the table grows, until Postgres analyzes the
// table, so no plan may read a whole table.

/** The settings of a session whose prepared statements keep their plans. Only for statements that find their rows by an index. */
export const keptPlanSettings = {
  plan_cache_mode: "force_generic_plan",
  jit: "off",
  enable_seqscan: "off",
  enable_bitmapscan: "off",
};

/**
 * SQL of a join condition, `column = value`, with which Postgres looks up the column's rows in its index, one row of the other side at a time.
 * With `=`, a plan for a nearly empty table may read all of it, for a hash or as the outer side of a loop; Postgres can neither hash nor merge
 * `= ANY`. (For a table with a single, empty partition, PostgreSQL 18 reads it as a whole nevertheless.)
 */
export const byIndexSql = (column: string, value: string) => `${column} = ANY (ARRAY[${value}])`;

/** SQL: whether a column is null. With `IS NULL`, Postgres may read a partial index of all such rows, because it is small at the moment. */
export const isNullSql = (column: string) => `num_nulls(${column}) = 1`;
