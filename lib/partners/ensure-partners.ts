import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { createPartner } from "./create-partner";

/** Creates the partners that do not exist yet, by name. Only for the lender. @returns the ID of the partner with each name */
export async function ensurePartners<Name extends string>(
  scope: Scope,
  wanted: readonly { name: Name; kind: "partner" | "customer" }[],
): Promise<Map<Name, string>> {
  requirePermission(scope, "partners:write");
  const ids = new Map<Name, string>();
  for (const { name, kind } of wanted) {
    const known = await prisma().partner.findFirst({ where: { name }, select: { id: true } });
    const created = known ? { ok: true as const, id: known.id } : await createPartner(scope, { name, kind });
    if (!created.ok) throw new Error(`Cannot create the partner ${name}: ${JSON.stringify(created.errors)}`);
    ids.set(name, created.id);
  }
  return ids;
}
