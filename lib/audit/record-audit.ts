import type { Db, Queryable } from "../db";
import { newId } from "../ids";
import { maxAuditDetailBytes } from "../own-events/own-event-data";
import { isSubscribedSql } from "../own-events/record-own-event";
import type { Actor } from "../scope/scope";
import { type AuditAction, type AuditDetails, auditActions } from "./actions";

/** An audit entry to write: an action of lib/audit/actions.ts with the details of that action, which never contain secrets. */
export type AuditRecord<Name extends AuditAction> = {
  action: Name;
  /** The ID of the target. `auditActions` gives the target's type. */
  targetId: string;
  partnerId?: string | null;
} & (Record<never, never> extends AuditDetails<Name>
  ? { details?: AuditDetails<Name> }
  : { details: AuditDetails<Name> });

const insertSql = `
  WITH entry AS (
    INSERT INTO audit_entries (id, actor_kind, actor_id, actor_name, partner_id, action, target_type, target_id, details)
    VALUES ($1::uuid, $2, $3, $4, $5::uuid, $6, $7, $8, $9::jsonb)
    RETURNING *
  )
  INSERT INTO own_events (id, type, entity_id, data)
  SELECT $10::uuid, 'hookledger.audit', id::text, jsonb_build_object(
           'entryId', id, 'action', action, 'partnerId', partner_id,
           'actor', jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name),
           'target', jsonb_build_object('type', target_type, 'id', target_id),
           'details', CASE WHEN octet_length(details::text) <= ${maxAuditDetailBytes} THEN details END)
  FROM entry WHERE $11::boolean AND ${isSubscribedSql("'hookledger.audit'")}`;

/**
 * Writes an audit entry in the caller's transaction, which may be Prisma's or a plain one: if the entry cannot be written, the
 * audited change is rolled back.
 * @param publishes whether the entry is also an event for the lender's webhooks that subscribe to the audit trail
 */
export async function recordAudit<Name extends AuditAction>(
  db: Db | Queryable,
  { actor }: { actor: Actor },
  { partnerId = null, action, targetId, details = {} }: AuditRecord<Name>,
  publishes = true,
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
    newId(),
    publishes,
  ];
  if ("$executeRawUnsafe" in db) await db.$executeRawUnsafe(insertSql, newId(), ...entryValues);
  else await db.query(insertSql, [newId(), ...entryValues]);
}
