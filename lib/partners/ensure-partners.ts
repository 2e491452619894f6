import { demand, type Scope } from "../access/scope";
import { prisma } from "../db";
import { createPartner } from "./create-partner";

/** Makes those of these partners that are not there yet, by name. Of the lender only. @returns the id of each name */
export async function ensurePartners<Name extends string>(
  scope: Scope,
  wanted: readonly { name: Name; kind: "partner" | "customer" }[],
): Promise<Map<Name, string>> {
  demand(scope, "webhooks:write");
  const ids = new Map<Name, string>();
  for (const { name, kind } of wanted) {
    const known = await prisma().partner.findFirst({ where: { name }, select: { id: true } });
    ids.set(name, known?.id ?? (await createPartner(scope, { name, kind })));
  }
  return ids;
}
