import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { newId } from "../ids";
import { findRoleGrantError } from "../scope/grantable";
import { requirePermission, type Scope } from "../scope/scope";
import { canCreateFor } from "../scope/visible-to";
import { hashPassword } from "../sign-in/passwords";
import { collectFieldErrors, type FieldErrors, type NewUser, newUserSchema } from "./schema";

export type CreateUserResult =
  | { ok: true; id: string }
  | { ok: false; reason: "invalid"; errors: FieldErrors }
  | { ok: false; reason: "email-taken" };

/**
 * Creates a user; audited. Needs users:write. A partner's administrator can create only users of that partner. The role
 * cannot have more permissions than the scope.
 */
export async function createUser(scope: Scope, input: NewUser): Promise<CreateUserResult> {
  requirePermission(scope, "users:write");
  const parsed = newUserSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", errors: collectFieldErrors(parsed.error) };
  const { email, name, password, roleId } = parsed.data;
  const partnerId = parsed.data.partnerId ?? scope.partnerId;
  const id = newId();
  const passwordHash = await hashPassword(password);

  return prisma().$transaction(async (db): Promise<CreateUserResult> => {
    const problem = await findRoleGrantError(db, scope, roleId);
    if (problem) return { ok: false, reason: "invalid", errors: { roleId: problem } };
    if (!(await canCreateFor(db, scope, partnerId))) {
      return { ok: false, reason: "invalid", errors: { partnerId: "This partner does not exist." } };
    }
    // The unique index decides, because two concurrent calls could both pass a check beforehand.
    const user = { id, email, name, passwordHash, roleId, partnerId };
    const { count } = await db.user.createMany({ data: user, skipDuplicates: true });
    if (count === 0) return { ok: false, reason: "email-taken" };
    const target = { targetId: id, partnerId } as const;
    await recordAudit(db, scope, { action: "user.created", ...target, details: { email, name, roleId } });
    return { ok: true, id };
  });
}
