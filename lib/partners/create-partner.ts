import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { newId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { collectFieldErrors, type FieldErrors } from "../users/schema";
import { findNameConflict } from "./find-name-conflict";
import { type NewPartner, newPartnerSchema } from "./schema";

export type CreatePartnerResult =
  | { ok: true; id: string }
  | { ok: false; reason: "invalid"; errors: FieldErrors };

/**
 * Creates a partner or customer that can own webhooks, users and API keys; audited. Needs partners:write, which only
 * the lender has. If the ID is omitted, one is generated.
 */
export async function createPartner(scope: Scope, input: NewPartner): Promise<CreatePartnerResult> {
  requirePermission(scope, "partners:write");
  const parsed = newPartnerSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", errors: collectFieldErrors(parsed.error) };
  const { name, kind } = parsed.data;
  const id = parsed.data.id ?? newId();
  return prisma().$transaction(async (db): Promise<CreatePartnerResult> => {
    const nameError = await findNameConflict(db, name);
    if (nameError) return { ok: false, reason: "invalid", errors: { name: nameError } };
    const { count } = await db.partner.createMany({ data: { id, name, kind }, skipDuplicates: true });
    if (count === 0) {
      return { ok: false, reason: "invalid", errors: { id: "A partner with this GUID already exists." } };
    }
    const target = { targetId: id, partnerId: id } as const;
    await recordAudit(db, scope, { action: "partner.created", ...target, details: { name, kind } });
    return { ok: true, id };
  });
}
