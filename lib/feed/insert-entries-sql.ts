// Short file: every statement that creates deliveries contains this SQL.

/**
 * SQL that writes the feed entries of the deliveries that a statement creates, for webhooks with a feed. If no webhook has a feed, it
 * only reads an empty table.
 * @param queryName the name of the statement's WITH query that returns the columns id and webhook_id of the deliveries
 */
export const insertFeedEntriesSql = (queryName: string) => `
  INSERT INTO feed_entries (webhook_id, transaction_id, delivery_id)
  SELECT w.webhook_id, pg_current_xact_id()::text::bigint, w.id FROM ${queryName} w JOIN feeds f ON f.webhook_id = w.webhook_id`;
