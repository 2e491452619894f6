import type pg from "pg";
import type { Db } from "../db";
import { newId } from "../ids";
import type { Actor } from "../scope/scope";
import type { AuditAction } from "./actions";
import type { AuditTarget } from "./targets";

export interface AuditRecord {
  /** Noun and verb, such as "webhook.paused"; each has a sentence in lib/audit/actions.ts. */
  action: AuditAction;
  targetType: AuditTarget;
  targetId: string;
  partnerId?: string | null;
  /** What changed, without secrets. */
  details?: Record<string, unknown>;
}

const sql = `
  INSERT INTO audit_entries (id, actor_kind, actor_id, actor_name, partner_id, action, target_type, target_id, details)
  VALUES ($1::uuid, $2, $3, $4, $5::uuid, $6, $7, $8, $9::jsonb)`;

/**
 * Writes an audit entry in the caller's transaction, Prisma's or a plain one: if it cannot be written, what it records
 * did not happen.
 */
export async function recordAudit(
  db: Db | pg.PoolClient,
  { actor }: { actor: Actor },
  { partnerId = null, action, targetType, targetId, details = {} }: AuditRecord,
): Promise<void> {
  const entry = [
    actor.kind,
    actor.id,
    actor.name,
    partnerId,
    action,
    targetType,
    targetId,
    JSON.stringify(details),
  ];
  if ("$executeRawUnsafe" in db) await db.$executeRawUnsafe(sql, newId(), ...entry);
  else await db.query(sql, [newId(), ...entry]);
}
