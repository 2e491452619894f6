import { pool } from "../db";
import { can, requirePermission, type Scope } from "../scope/scope";

export interface FoundWebhook {
  id: string;
  name: string;
}

/**
 * Finds the webhooks whose ID is `text` or whose name contains it; exact names first. With webhooks:read, all webhooks that are not
 * deleted are searched; with deliveries:read alone, all webhooks with deliveries, even deleted ones. Requires one of the two permissions.
 */
export async function findWebhooks(scope: Scope, text: string, maxMatches: number): Promise<FoundWebhook[]> {
  const canReadWebhooks = can(scope, "webhooks:read");
  if (!canReadWebhooks) requirePermission(scope, "deliveries:read");
  // PostgreSQL rejects U+0000 in text.
  if (text.includes("\u0000")) return [];
  const visible = canReadWebhooks
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
