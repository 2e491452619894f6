import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { lockSource } from "./queries";

/**
 * Deletes a source; audited. Requires sources:write. Its URL stops working, and its keys are removed. Its messages stay until their
 * retention ends; those that wait still become events.
 * @returns false when the scope cannot see a source with this ID.
 */
export async function deleteSource(scope: Scope, typedId: string): Promise<boolean> {
  requirePermission(scope, "sources:write");
  const id = parseId(typedId);
  if (id === null) return false;
  return prisma().$transaction(async (db) => {
    const row = await lockSource(db, scope, id);
    if (!row) return false;
    await db.source.update({
      where: { id },
      data: {
        deletedAt: currentTime(),
        keySealed: null,
        previousKeySealed: null,
        previousKeyUntil: null,
        previousTokenHash: null,
        previousTokenUntil: null,
        revision: { increment: 1 },
      },
    });
    const target = { targetId: id, partnerId: row.partnerId } as const;
    await recordAudit(db, scope, { action: "source.deleted", ...target, details: { name: row.name } });
    return true;
  });
}
