import { prisma } from "../../db";
import type { Scope } from "../../scope/scope";
import { Problem } from "../endpoint/problem";
import type { OwnerInput } from "./schema";

/**
 * Returns the ID of the partner or customer that a request is about. A partner's API key implies that partner, and cannot find any
 * other. With the lender's API key, the request must name the partner. Throws a 400 or 404.
 */
export async function findOwner(scope: Scope, { partnerId, customerId }: OwnerInput): Promise<string> {
  if (partnerId && customerId && partnerId !== customerId) {
    throw ownerProblem(400, "partnerId and customerId differ. Send only one of them.");
  }
  const ownerId = partnerId ?? customerId ?? scope.partnerId;
  if (!ownerId)
    throw ownerProblem(400, "Send partnerId or customerId: the GUID of the subscription's owner.");
  const isVisible = scope.partnerId === null || scope.partnerId === ownerId;
  if (isVisible && (await prisma().partner.count({ where: { id: ownerId } })) === 1) return ownerId;
  const message = `There is no partner or customer ${ownerId}. Check the GUID.`;
  throw ownerProblem(404, message);
}

function ownerProblem(status: number, message: string): Problem {
  return new Problem(status, "unknown_partner", message, {
    errors: [{ field: "partnerId", code: "unknown_partner", message }],
  });
}
