import { prisma } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { createPartner } from "./create-partner";

/** Creates the wanted partners whose names do not exist yet. Only for the lender. @returns the IDs of all wanted partners, by name */
export async function ensurePartners<Name extends string>(
  scope: Scope,
  wanted: readonly { name: Name; kind: "partner" | "customer" }[],
): Promise<Map<Name, string>> {
  requirePermission(scope, "partners:write");
  const ids = new Map<Name, string>();
  for (const { name, kind } of wanted) {
    const found = await prisma().partner.findFirst({ where: { name }, select: { id: true } });
    const result = found ? { ok: true as const, id: found.id } : await createPartner(scope, { name, kind });
    if (!result.ok) throw new Error(`Cannot create the partner ${name}: ${JSON.stringify(result.errors)}`);
    ids.set(name, result.id);
  }
  return ids;
}
