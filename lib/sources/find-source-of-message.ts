import { pool } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";

/** The source that an event came from, to name and link it. */
export interface SourceOfMessage {
  id: string;
  name: string;
  /** A deleted source and its messages cannot be opened. */
  deleted: boolean;
}

const sql = `
  SELECT s.id, s.name, s.deleted_at IS NOT NULL AS deleted
  FROM source_messages m JOIN sources s ON s.id = m.source_id
  WHERE m.id = $1 AND ($2::uuid IS NULL OR s.partner_id = $2)`;

/**
 * Finds the source of a message; null if this scope cannot see it or the message was removed after its retention period.
 * Requires sources:read.
 */
export async function findSourceOfMessage(
  scope: Scope,
  typedMessageId: string,
): Promise<SourceOfMessage | null> {
  requirePermission(scope, "sources:read");
  const messageId = parseId(typedMessageId);
  if (messageId === null) return null;
  const { rows } = await pool().query<SourceOfMessage>(sql, [messageId, scope.partnerId]);
  return rows[0] ?? null;
}
