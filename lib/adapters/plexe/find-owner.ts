import { prisma } from "../../db";
import type { Scope } from "../../scope/scope";
import { Problem } from "../endpoint/problem";
import type { OwnerInput } from "./schema";

/**
 * The partner or customer of a call. A partner's key implies its partner, and any other looks as if it did not exist. With the
 * lender's key, the request names it.
 */
export async function findOwner(scope: Scope, { partnerId, customerId }: OwnerInput): Promise<string> {
  if (partnerId && customerId && partnerId !== customerId) {
    throw ownerProblem(400, "partnerId and customerId differ. Send only one of them.");
  }
  const named = partnerId ?? customerId ?? scope.partnerId;
  if (!named) throw ownerProblem(400, "Send partnerId or customerId: the GUID of the subscription's owner.");
  const visible = scope.partnerId === null || scope.partnerId === named;
  if (visible && (await prisma().partner.count({ where: { id: named } })) === 1) return named;
  const message = `There is no partner or customer ${named}. Check the GUID.`;
  throw ownerProblem(404, message);
}

function ownerProblem(status: number, message: string): Problem {
  return new Problem(status, "unknown_partner", message, {
    errors: [{ field: "partnerId", code: "unknown_partner", message }],
  });
}
