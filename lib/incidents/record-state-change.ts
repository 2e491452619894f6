import type { Db, Queryable } from "../db";
import type { Actor } from "../scope/scope";

// The number of held deliveries is greatest when a webhook leaves the state in which it holds them, and after a pause has held them.
const changeSql = `
  WITH changed AS (
    UPDATE incidents
    SET peak_held = greatest(peak_held, (SELECT count(*)::int FROM open_deliveries WHERE webhook_id = $1::uuid AND due_at IS NULL))
    WHERE webhook_id = $1::uuid AND closed_at IS NULL
    RETURNING id
  )
  INSERT INTO incident_entries (incident_id, kind, actor_kind, actor_name, partner_id)
  SELECT id, $2::text, $3::text, $4::text, $5::uuid FROM changed`;

/**
 * Records in the open incidents of a webhook that its state has changed, in the transaction that changes it, before any held delivery
 * is released.
 */
export async function recordStateChangeInIncidents(
  db: Db | Queryable,
  webhookId: string,
  state: "paused" | "enabled" | "disabled",
  { actor, partnerId }: { actor: Actor; partnerId: string | null },
): Promise<void> {
  const values = [webhookId, state, actor.kind, actor.name, partnerId];
  if ("$executeRawUnsafe" in db) await db.$executeRawUnsafe(changeSql, ...values);
  else await db.query(changeSql, values);
}
