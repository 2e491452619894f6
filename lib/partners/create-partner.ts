import { demand, type Scope } from "../access/scope";
import { recordAudit } from "../audit/record";
import { prisma } from "../db";
import { newId } from "../ids";

/** Makes a partner or customer that can own webhooks. Of the lender only. @returns its id */
export async function createPartner(
  scope: Scope,
  input: { name: string; kind: "partner" | "customer" },
): Promise<string> {
  demand(scope, "webhooks:write");
  if (scope.partnerId !== null) throw new Error("A partner makes no partners.");
  const id = newId();
  await prisma().$transaction(async (db) => {
    await db.partner.create({ data: { id, ...input } });
    const target = { targetType: "partner", targetId: id, partnerId: id };
    await recordAudit(db, scope, { action: "partner.created", ...target, details: input });
  });
  return id;
}
