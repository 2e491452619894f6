import type { Db, Queryable } from "../db";
import { newId } from "../ids";
import type { Actor } from "../scope/scope";
import { type AuditAction, type AuditDetails, auditActions } from "./actions";

/** An entry of one of the actions in lib/audit/actions.ts, with the details of that action (never secrets). */
export type AuditRecord<Name extends AuditAction> = {
  action: Name;
  /** The id of the target; its type is the one that `auditActions` gives for the action. */
  targetId: string;
  partnerId?: string | null;
} & (Record<never, never> extends AuditDetails<Name>
  ? { details?: AuditDetails<Name> }
  : { details: AuditDetails<Name> });

const insertSql = `
  INSERT INTO audit_entries (id, actor_kind, actor_id, actor_name, partner_id, action, target_type, target_id, details)
  VALUES ($1::uuid, $2, $3, $4, $5::uuid, $6, $7, $8, $9::jsonb)`;

/**
 * Writes an audit entry in the caller's transaction, Prisma's or a plain one: when it cannot be written, what it records
 * is rolled back.
 */
export async function recordAudit<Name extends AuditAction>(
  db: Db | Queryable,
  { actor }: { actor: Actor },
  { partnerId = null, action, targetId, details = {} }: AuditRecord<Name>,
): Promise<void> {
  const entryValues = [
    actor.kind,
    actor.id,
    actor.name,
    partnerId,
    action,
    auditActions[action].target,
    targetId,
    JSON.stringify(details),
  ];
  if ("$executeRawUnsafe" in db) await db.$executeRawUnsafe(insertSql, newId(), ...entryValues);
  else await db.query(insertSql, [newId(), ...entryValues]);
}
