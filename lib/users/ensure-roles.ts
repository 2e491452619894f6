import { prisma } from "../db";
import { builtinRoles } from "../scope/permissions";

/** Makes the built-in roles that are not there yet; what an administrator changed on one stays. Safe to repeat. */
export async function ensureRoles(): Promise<void> {
  await prisma().role.createMany({ data: builtinRoles, skipDuplicates: true });
}
