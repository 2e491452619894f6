// Short file: tests of several use cases need a partner.
import { prisma } from "@/lib/db";
import { newId } from "@/lib/ids";
import { makeScope, type Scope } from "@/lib/scope/scope";
import { scope } from "./ledger";

/** Creates a partner, and a scope of it with every permission that a partner can have. */
export async function makePartnerScope(name: string): Promise<Scope & { partnerId: string }> {
  const partnerId = newId();
  await prisma().partner.create({ data: { id: partnerId, name } });
  const actor = { kind: "apiKey" as const, id: newId(), name };
  return makeScope({ actor, partnerId, permissions: scope.permissions }) as Scope & { partnerId: string };
}
