// Short file: one query of the sweep.
import { pool } from "../db";

/** Finds the IDs of paused webhooks for which users have not been notified of the pause yet. */
export async function findUnnotifiedPauses(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM webhooks WHERE state = 'paused' AND pause_notified_at IS NULL AND deleted_at IS NULL",
  );
  return rows.map((row) => row.id);
}
