import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Db, prisma } from "../db";
import { parseId } from "../ids";
import type { Scope } from "../scope/scope";
import { visibleTo } from "../scope/visible-to";
import { requireEditor } from "./access";
import { listAssignees } from "./people";
import { findIncident } from "./queries";

export type ChangeIncidentResult =
  | { ok: true }
  | { ok: false; rejected: "not_found" }
  | { ok: false; rejected: "unknown_user" | "closed" | "webhook_paused"; message: string };

interface Target {
  id: string;
  closedAt: Date | null;
  webhook: { name: string; partnerId: string | null; state: string; deletedAt: Date | null };
}

/** Runs a change of an incident that the scope can see, in a transaction that has locked it. */
async function changeIncident(
  scope: Scope,
  typedId: string,
  change: (db: Db, target: Target) => Promise<ChangeIncidentResult>,
): Promise<ChangeIncidentResult> {
  requireEditor(scope);
  const id = parseId(typedId);
  if (id === null) return { ok: false, rejected: "not_found" };
  return prisma().$transaction(async (db) => {
    await db.$queryRaw`SELECT 1 FROM incidents WHERE id = ${id}::uuid FOR UPDATE`;
    const target = await db.incident.findFirst({
      where: { id, webhook: visibleTo(scope) },
      select: {
        id: true,
        closedAt: true,
        webhook: { select: { name: true, partnerId: true, state: true, deletedAt: true } },
      },
    });
    return target ? change(db, target) : { ok: false, rejected: "not_found" };
  });
}

/** Writes an entry of the incident's history. */
function recordEntry(db: Db, scope: Scope, incidentId: string, kind: string, text: string | null) {
  const { actor, partnerId } = scope;
  const author = { actorKind: actor.kind, actorName: actor.name, partnerId };
  return db.incidentEntry.create({ data: { incidentId, kind, ...author, details: { text } } });
}

// A partner's users see the audit entries of their partner, but neither notes nor names of the lender's users: so the entries of a change
// belong to the tenant of the user who made it.

/** Assigns an incident to a user, or to nobody (null). Requires deliveries:resend or webhooks:write. */
export async function assignIncident(
  scope: Scope,
  typedId: string,
  userId: string | null,
): Promise<ChangeIncidentResult> {
  requireEditor(scope);
  const incident = await findIncident(scope, typedId);
  if (!incident) return { ok: false, rejected: "not_found" };
  const user = (await listAssignees(scope, incident)).find((candidate) => candidate.id === userId);
  if (userId !== null && !user)
    return { ok: false, rejected: "unknown_user", message: "This user cannot be assigned." };
  return changeIncident(scope, typedId, async (db, { id, webhook }) => {
    await db.incident.update({ where: { id }, data: { assigneeId: userId } });
    await recordEntry(db, scope, id, "assigned", user?.name ?? null);
    await recordAudit(db, scope, {
      action: "incident.assigned",
      targetId: id,
      partnerId: scope.partnerId,
      details: { name: webhook.name, assignee: user?.name ?? null },
    });
    return { ok: true };
  });
}

/** Adds a note. Users of a partner see only the notes of that partner's users. Requires deliveries:resend or webhooks:write. */
export async function addIncidentNote(
  scope: Scope,
  typedId: string,
  text: string,
): Promise<ChangeIncidentResult> {
  return changeIncident(scope, typedId, async (db, { id }) => {
    await recordEntry(db, scope, id, "note", text);
    return { ok: true };
  });
}

/**
 * Closes an incident although some of its deliveries are failed or held: the failed ones no longer keep it open. While the webhook is
 * paused, the incident cannot be closed. Requires deliveries:resend or webhooks:write.
 * @param text why; shown in the history
 */
export async function closeIncident(
  scope: Scope,
  typedId: string,
  text: string,
): Promise<ChangeIncidentResult> {
  return changeIncident(scope, typedId, async (db, { id, closedAt, webhook }) => {
    if (closedAt) return { ok: false, rejected: "closed", message: "This incident is already closed." };
    if (webhook.state === "paused" && !webhook.deletedAt) {
      const message = "The webhook is paused. Enable or disable the webhook first.";
      return { ok: false, rejected: "webhook_paused", message };
    }
    const now = currentTime();
    await db.incident.update({
      where: { id },
      data: { closedAt: now, countsFrom: now, failedDeliveryId: null, firstDeliveryId: null },
    });
    await recordEntry(db, scope, id, "closed", text);
    await recordAudit(db, scope, {
      action: "incident.closed",
      targetId: id,
      partnerId: scope.partnerId,
      details: { name: webhook.name, note: text },
    });
    return { ok: true };
  });
}
