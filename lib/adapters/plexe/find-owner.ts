import { prisma } from "../../db";
import type { Scope } from "../../scope/scope";
import { Problem } from "../endpoint/problem";
import type { OwnerInput } from "./schema";

/**
 * The partner or customer that a call is about. A key that belongs to one speaks for that one, named or not; any other
 * looks to it like one that does not exist. The lender's keys name whom they speak for.
 */
export async function findOwner(scope: Scope, { partnerId, customerId }: OwnerInput): Promise<string> {
  if (partnerId && customerId && partnerId !== customerId) {
    throw wrongOwner(400, "partnerId and customerId name two different owners. Send one of them.");
  }
  const named = partnerId ?? customerId ?? scope.partnerId;
  if (!named)
    throw wrongOwner(400, "Send partnerId or customerId, the GUID that the subscription belongs to.");
  const visible = scope.partnerId === null || scope.partnerId === named;
  if (visible && (await prisma().partner.count({ where: { id: named } })) === 1) return named;
  const message = `There is no partner or customer ${named}. Check the GUID; an administrator adds partners under Administration, Integrations, Partners.`;
  throw wrongOwner(404, message);
}

function wrongOwner(status: number, message: string): Problem {
  return new Problem(status, "unknown_partner", message, {
    errors: [{ field: "partnerId", code: "unknown_partner", message }],
  });
}
