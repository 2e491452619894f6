import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { collectFieldErrors, type FieldErrors } from "../users/schema";
import { findNameConflict } from "./find-name-conflict";
import { renamePartnerSchema } from "./schema";

export type RenamePartnerResult =
  | { ok: true }
  | { ok: false; reason: "invalid"; errors: FieldErrors }
  | { ok: false; reason: "not-found" };

/** Renames a partner; audited. Needs partners:write, which only the lender has. */
export async function renamePartner(
  scope: Scope,
  typedId: string,
  input: { name: string },
): Promise<RenamePartnerResult> {
  requirePermission(scope, "partners:write");
  const parsed = renamePartnerSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", errors: collectFieldErrors(parsed.error) };
  const partnerId = parseId(typedId);
  if (partnerId === null) return { ok: false, reason: "not-found" };
  const { name } = parsed.data;
  return prisma().$transaction(async (db): Promise<RenamePartnerResult> => {
    const nameError = await findNameConflict(db, name, partnerId);
    if (nameError) return { ok: false, reason: "invalid", errors: { name: nameError } };
    // The row is locked, so that two concurrent changes both record the right previous values (`from`) in the audit trail.
    const [partnerBefore] = await db.$queryRaw<{ name: string }[]>`
      SELECT name FROM partners WHERE id = ${partnerId}::uuid FOR UPDATE`;
    if (!partnerBefore) return { ok: false, reason: "not-found" };
    if (partnerBefore.name === name) return { ok: true };
    await db.partner.update({ where: { id: partnerId }, data: { name } });
    const target = { targetId: partnerId, partnerId } as const;
    const details = { from: partnerBefore.name, to: name };
    await recordAudit(db, scope, { action: "partner.renamed", ...target, details });
    return { ok: true };
  });
}
