import { pool } from "../db";
import { can, requirePermission, type Scope } from "../scope/scope";

export interface FoundWebhook {
  id: string;
  name: string;
}

/**
 * The webhooks with this id, or this text in their names; at most `maxMatches`, those that are called exactly so first. Who may
 * not read webhooks but history finds those that history names; deleted ones are found only so. Needs either.
 */
export async function findWebhooks(scope: Scope, text: string, maxMatches: number): Promise<FoundWebhook[]> {
  const reads = can(scope, "webhooks:read");
  if (!reads) requirePermission(scope, "deliveries:read");
  // U+0000 is in no text of Postgres.
  if (text.includes("\u0000")) return [];
  const visible = reads
    ? "w.deleted_at IS NULL"
    : "EXISTS (SELECT 1 FROM deliveries d WHERE d.webhook_id = w.id)";
  const { rows } = await pool().query<FoundWebhook>(
    `SELECT w.id, w.name FROM webhooks w
     WHERE (w.id::text = lower($1) OR strpos(lower(w.name), lower($1)) > 0)
       AND ($2::uuid IS NULL OR w.partner_id = $2) AND ${visible}
     ORDER BY lower(w.name) <> lower($1), w.name, w.id LIMIT ${maxMatches}`,
    [text, scope.partnerId],
  );
  return rows;
}
