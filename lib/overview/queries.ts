import { demand, type Scope } from "../access/scope";
import { pool } from "../db";
import type { DeliveryStateName } from "../deliveries/schema";
import { idFloor } from "../ids";

export interface DeliveryCounts extends Record<DeliveryStateName, number> {
  /** Those of `pending` that have failed at least once. */
  retrying: number;
}

const sql = `
  SELECT CASE WHEN state = 'pending' AND lease_until > now() THEN 'delivering'
              WHEN state = 'pending' AND attempt_count > 0 THEN 'retrying'
              ELSE state::text END AS state, count(*)::float8 AS count
  FROM deliveries WHERE id >= $1 AND ($2::uuid IS NULL OR partner_id = $2)
  GROUP BY 1`;

/** How many deliveries were made since `since`, by the state they are in now. */
export async function countDeliveries(scope: Scope, since: Date): Promise<DeliveryCounts> {
  demand(scope, "deliveries:read");
  const { rows } = await pool().query<{ state: string; count: number }>(sql, [
    idFloor(since),
    scope.partnerId,
  ]);
  const counted = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  const none = { pending: 0, delivering: 0, succeeded: 0, failed: 0, held: 0, discarded: 0, retrying: 0 };
  const counts = { ...none, ...counted };
  return { ...counts, pending: counts.pending + counts.retrying };
}
