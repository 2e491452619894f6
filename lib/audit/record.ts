import type { Actor, Scope } from "../access/scope";
import type { Db } from "../db";
import { newId } from "../ids";

export interface AuditRecord {
  /** Noun and verb, such as "webhook.paused". */
  action: string;
  targetType: string;
  targetId: string;
  partnerId?: string | null;
  /** What changed, without secrets. */
  details?: Record<string, unknown>;
}

/** Writes an audit entry in the caller's transaction: if it cannot be written, what it records did not happen. */
export async function recordAudit(
  db: Db,
  scope: Scope | { actor: Actor },
  record: AuditRecord,
): Promise<void> {
  await db.auditEntry.create({
    data: {
      id: newId(),
      actorKind: scope.actor.kind,
      actorId: scope.actor.id,
      actorName: scope.actor.name,
      partnerId: record.partnerId ?? null,
      action: record.action,
      targetType: record.targetType,
      targetId: record.targetId,
      details: JSON.parse(JSON.stringify(record.details ?? {})),
    },
  });
}
