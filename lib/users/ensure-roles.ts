// Short file: it is called by the seed, by tests, and by the use case that restores an administrator.
import { prisma } from "../db";
import { builtinRoles } from "../scope/permissions";

/** Creates the built-in roles that are missing and leaves existing ones as administrators changed them. Idempotent. */
export async function ensureRoles(): Promise<void> {
  await prisma().role.createMany({ data: builtinRoles, skipDuplicates: true });
}
