// Short file: every statement that writes deliveries needs it.

/**
 * Writes the entries of the deliveries that a statement has written, for webhooks with a feed. Without one it reads an empty table.
 * @param written the name of a query in that statement, with the columns id and webhook_id
 */
export const insertFeedEntriesSql = (written: string) => `
  INSERT INTO feed_entries (webhook_id, transaction_id, delivery_id)
  SELECT w.webhook_id, pg_current_xact_id()::text::bigint, w.id FROM ${written} w JOIN feeds f ON f.webhook_id = w.webhook_id`;
