import { recordAudit } from "../audit/record-audit";
import { type Db, prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { clearCatalogueCache } from "./catalogue-cache";
import { readEventType } from "./queries";
import { customSystem, type EventTypeWithVersions, ownSystem, type UpdateEventType } from "./schema";

export type UpdateEventTypeResult = { ok: true; eventType: EventTypeWithVersions } | Rejection;

type Rejection = { ok: false; rejected: "not_found" | "built_in"; message: string };

/**
 * Changes an event type's title, description, group and validation, or whether it is deprecated. For a built-in event
 * type, only the validation can be changed, and Hookledger's own event types cannot be changed at all: upgrades of Hookledger
 * change the rest.
 */
export async function updateEventType(
  scope: Scope,
  name: string,
  input: UpdateEventType,
): Promise<UpdateEventTypeResult> {
  requirePermission(scope, "event-types:write");
  const rejected = await prisma().$transaction((db) => changeEventType(db, scope, name, input));
  if (rejected) return rejected;
  clearCatalogueCache();
  const eventType = await readEventType(scope, name);
  if (!eventType) throw new Error(`Event type ${name} is missing right after it was updated.`);
  return { ok: true, eventType };
}

async function changeEventType(
  db: Db,
  scope: Scope,
  name: string,
  input: UpdateEventType,
): Promise<Rejection | null> {
  // The row is locked, so that two concurrent changes both record the right previous values (`from`) in the audit trail.
  await db.$queryRaw`SELECT 1 FROM event_types WHERE name = ${name} FOR UPDATE`;
  const eventTypeBefore = await db.eventType.findUnique({
    where: { name },
    omit: { schema: true, sample: true },
  });
  if (!eventTypeBefore)
    return { ok: false, rejected: "not_found", message: `Event type "${name}" does not exist.` };
  const changes = Object.fromEntries(
    Object.entries(input)
      .filter(
        ([field, value]) =>
          value !== undefined && value !== eventTypeBefore[field as keyof typeof eventTypeBefore],
      )
      .map(([field, to]) => [field, { from: eventTypeBefore[field as keyof typeof eventTypeBefore], to }]),
  );
  const fields = Object.keys(changes);
  if (eventTypeBefore.system === ownSystem && fields.length > 0) {
    const message = `Event type "${name}" is one of Hookledger's own events: it cannot be changed.`;
    return { ok: false, rejected: "built_in", message };
  }
  if (eventTypeBefore.system !== customSystem && fields.some((field) => field !== "validation")) {
    const message = `Event type "${name}" is built in: only its validation can be changed.`;
    return { ok: false, rejected: "built_in", message };
  }
  if (fields.length === 0) return null;
  await db.eventType.update({ where: { name }, data: input });
  await recordAudit(db, scope, {
    action: "event-type.changed",
    targetId: name,
    partnerId: null,
    details: { ...changes, name: eventTypeBefore.title },
  });
  return null;
}
