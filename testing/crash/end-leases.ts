import { pool } from "@/lib/db";

/** A lease that a fault ended. Its attempt was in flight, so it may be repeated once. */
export interface EndedLease {
  deliveryId: string;
  attemptId: string;
  number: number;
  /** True if its worker was certainly killed, so that nothing can record the outcome; false if its worker may be alive. */
  workerSurelyKilled: boolean;
}

/**
 * Ends the leases of all slots, deliveries and manual attempts, as if they had expired.
 * @returns the leases of deliveries, and the number of leases of manual attempts
 */
export async function endAllLeases(): Promise<{
  leases: Omit<EndedLease, "workerSurelyKilled">[];
  resends: number;
}> {
  const { rows } = await pool().query<Omit<EndedLease, "workerSurelyKilled">>(
    `UPDATE open_deliveries SET lease_until = now(), due_at = CASE WHEN isfinite(due_at) THEN now() ELSE due_at END
     WHERE lease_token IS NOT NULL AND lease_until > now()
     RETURNING delivery_id AS "deliveryId", lease_token AS "attemptId", attempt_count AS number`,
  );
  const resends = await pool().query(
    "UPDATE attempts SET lease_until = now() WHERE outcome IS NULL AND lease_until > now()",
  );
  await pool().query(
    "UPDATE engine_slots SET leased_until = now() - interval '1 second', called_until = NULL",
  );
  return { leases: rows, resends: resends.rowCount ?? 0 };
}
