import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import type { Scope } from "../scope/scope";
import { collectFieldErrors, type FieldErrors, type Profile, profileSchema } from "./schema";

export type UpdateProfileResult = { ok: true } | { ok: false; reason: "invalid"; errors: FieldErrors };

/** Changes the name and time zone of the calling user; audited. Needs no permission. Throws if the scope is not a user's. */
export async function updateProfile(scope: Scope, input: Profile): Promise<UpdateProfileResult> {
  const { kind, id } = scope.actor;
  if (kind !== "user" || !id) throw new Error("Only a user has a profile.");
  const parsed = profileSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", errors: collectFieldErrors(parsed.error) };
  const to = parsed.data;
  await prisma().$transaction(async (db) => {
    // The row is locked, so that two concurrent changes both record the right previous values (`from`) in the audit trail.
    await db.$queryRaw`SELECT 1 FROM users WHERE id = ${id}::uuid FOR UPDATE`;
    const select = { name: true, timeZone: true, partnerId: true };
    const { partnerId, ...from } = await db.user.findUniqueOrThrow({ where: { id }, select });
    if (from.name === to.name && from.timeZone === to.timeZone) return;
    await db.user.update({ where: { id }, data: to });
    const target = { targetId: id, partnerId } as const;
    await recordAudit(db, scope, { action: "user.profile-changed", ...target, details: { from, to } });
  });
  return { ok: true };
}
