// Short file: one query of the sweep.
import { pool } from "../db";

/** Finds the IDs of enabled webhooks that have a warning but no notification of it yet. */
export async function findUnnotifiedWarnings(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT w.id FROM webhook_failures f JOIN webhooks w ON w.id = f.webhook_id
     WHERE f.warning IS NOT NULL AND f.warning_notified_at IS NULL AND f.messaged_at >= w.state_changed_at
       AND w.state = 'enabled' AND w.deleted_at IS NULL`,
  );
  return rows.map((row) => row.id);
}
