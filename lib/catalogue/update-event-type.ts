import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { clearCatalogueCache } from "./catalogue-cache";
import { readEventType } from "./queries";
import { customSystem, type EventTypeWithVersions, type UpdateEventType } from "./schema";

export type UpdateEventTypeResult =
  | { ok: true; eventType: EventTypeWithVersions }
  | { ok: false; rejected: "not_found" | "built_in"; message: string };

/**
 * Changes an event type's title, description, group and validation, or whether it is deprecated. Of a built-in event type,
 * only the validation can be changed: upgrades set the rest.
 */
export async function updateEventType(
  scope: Scope,
  name: string,
  input: UpdateEventType,
): Promise<UpdateEventTypeResult> {
  requirePermission(scope, "event-types:write");
  const before = await readEventType(scope, name);
  if (!before) return { ok: false, rejected: "not_found", message: `Event type "${name}" does not exist.` };
  const changes = Object.fromEntries(
    Object.entries(input)
      .filter(([field, value]) => value !== undefined && value !== before[field as keyof typeof before])
      .map(([field, to]) => [field, { from: before[field as keyof typeof before], to }]),
  );
  const fields = Object.keys(changes);
  if (before.system !== customSystem && fields.some((field) => field !== "validation")) {
    const message = `Event type "${name}" is built in: only its validation can be changed.`;
    return { ok: false, rejected: "built_in", message };
  }
  if (fields.length > 0) {
    await prisma().$transaction(async (db) => {
      await db.eventType.update({ where: { name }, data: input });
      await recordAudit(db, scope, {
        action: "event-type.changed",
        targetId: name,
        partnerId: null,
        details: { ...changes, name: before.title },
      });
    });
    clearCatalogueCache();
  }
  const eventType = await readEventType(scope, name);
  if (!eventType) throw new Error(`Event type ${name} is missing right after it was updated.`);
  return { ok: true, eventType };
}
