import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { createPartner } from "./create-partner";

/** Makes those of these partners that are not there yet, by name. Of the lender only. @returns the id of each name */
export async function ensurePartners<Name extends string>(
  scope: Scope,
  wanted: readonly { name: Name; kind: "partner" | "customer" }[],
): Promise<Map<Name, string>> {
  requirePermission(scope, "partners:write");
  const ids = new Map<Name, string>();
  for (const { name, kind } of wanted) {
    const known = await prisma().partner.findFirst({ where: { name }, select: { id: true } });
    const made = known ? { ok: true as const, id: known.id } : await createPartner(scope, { name, kind });
    if (!made.ok) throw new Error(`The partner ${name} cannot be made: ${JSON.stringify(made.errors)}`);
    ids.set(name, made.id);
  }
  return ids;
}
