import { pool } from "../db";
import { describePause } from "../reasons/describe";
import type { Scope } from "../scope/scope";

export interface NotificationView {
  id: string;
  text: string;
  webhookId: string;
  occurredAt: string;
}

const maxNotifications = 5;

// Pauses that are over, also of a webhook that is paused again, are left out before the newest five are chosen.
const currentSql = `
  SELECT n.id, n.webhook_id AS "webhookId", n.occurred_at AS "occurredAt", w.name
  FROM notices n JOIN webhooks w ON w.id = n.webhook_id AND w.state_changed_at = n.occurred_at
  WHERE n.user_id = $1 AND n.read_at IS NULL AND w.state = 'paused' AND w.deleted_at IS NULL
  ORDER BY n.occurred_at DESC LIMIT ${maxNotifications}`;

/** A user's notifications that are not dismissed, newest first, except notifications of pauses that are over. At most five. */
export async function listCurrentNotifications({ actor }: Scope): Promise<NotificationView[]> {
  if (actor.kind !== "user" || actor.id === null) return [];
  const { rows } = await pool().query<{ id: string; webhookId: string; occurredAt: Date; name: string }>(
    currentSql,
    [actor.id],
  );
  return rows.map(({ name, occurredAt, ...row }) => ({
    ...row,
    text: describePause(name).text,
    occurredAt: occurredAt.toISOString(),
  }));
}
