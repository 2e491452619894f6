/**
 * SQL that selects and locks the oldest due deliveries of the webhook `asked.webhook_id`. Not sorted further: with a second sort
 * key, Postgres reads at least 32 rows to find one.
 * @param limit SQL: how many
 */
export const buildOldestSql = (limit: string) => `
      SELECT o.* FROM open_deliveries o
      WHERE o.webhook_id = asked.webhook_id AND o.due_at <= now()
      ORDER BY o.due_at
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED`;
