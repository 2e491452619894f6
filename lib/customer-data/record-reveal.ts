import { auditActions } from "../audit/actions";
import { type AuditRecord, recordAudit } from "../audit/record-audit";
import { pool, type Queryable, transaction } from "../db";
import { can, type Scope } from "../scope/scope";
import { type ClassifiedEvent, hasCustomerData } from "./limit-event";

type RevealAction =
  | "delivery.data-viewed"
  | "event.data-viewed"
  | "event-type.data-viewed"
  | "source.data-viewed";

const recentSql = `
  SELECT FROM audit_entries
  WHERE target_type = $1 AND target_id = $2 AND action = $3 AND actor_id = $4 AND details = $5::jsonb
    AND at > now() - interval '1 hour' LIMIT 1`;

/**
 * Records that a user was shown customer data that others see only masked: at most once an hour for each user and target, because pages
 * refresh themselves. API keys and the system are not recorded, since a receiver that reads a feed would fill the audit trail, and neither is
 * a scope that sees no customer data.
 * @param loadEvents loads the events whose data was shown: nothing is recorded if all scopes see as much of them. It returns null if what was
 *   shown is not classified by fields
 */
export async function recordReveal<Action extends RevealAction>(
  scope: Scope,
  entry: AuditRecord<Action>,
  loadEvents: () => Promise<readonly ClassifiedEvent[] | null>,
): Promise<void> {
  const { actor } = scope;
  if (actor.kind !== "user" || !can(scope, "customer-data:read")) return;
  const { action, targetId, details = {} } = entry;
  const values = [auditActions[action].target, targetId, action, actor.id, JSON.stringify(details)];
  const isRecorded = async (db: Queryable) => (await db.query(recentSql, values)).rowCount !== 0;
  if (await isRecorded(pool())) return;
  const events = await loadEvents();
  if (events && !(await Promise.all(events.map(hasCustomerData))).includes(true)) return;
  await transaction(async (db) => {
    // Two requests at the same time, such as those of a page and its download, must not record the same reveal twice.
    await db.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 46))", [values.join(" ")]);
    if (!(await isRecorded(db))) await recordAudit(db, scope, entry);
  });
}
