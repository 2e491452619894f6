import type { Db } from "../db";
import type { Scope } from "./scope";

/** The Prisma condition for rows of `partner_id` that the scope may see: all for the lender, else its partner's. */
export function visibleTo(scope: Scope): { partnerId?: string } {
  return scope.partnerId === null ? {} : { partnerId: scope.partnerId };
}

/** Whether the scope may make something of this partner (null: of the lender, which only the lender itself passes). */
export async function canCreateFor(db: Db, scope: Scope, partnerId: string | null): Promise<boolean> {
  if (scope.partnerId !== null) return scope.partnerId === partnerId;
  return partnerId === null || (await db.partner.count({ where: { id: partnerId } })) === 1;
}
