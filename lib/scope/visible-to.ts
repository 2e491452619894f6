// Short file: it only says which rows a scope can see, and for which partner it can create rows.
import type { Db } from "../db";
import type { Scope } from "./scope";

/** Prisma condition for the rows that the scope can see: the lender sees all rows, a partner only its own rows. */
export function visibleTo(scope: Scope): { partnerId?: string } {
  return scope.partnerId === null ? {} : { partnerId: scope.partnerId };
}

/** Whether the scope can create something for this partner (null: for the lender). */
export async function canCreateFor(db: Db, scope: Scope, partnerId: string | null): Promise<boolean> {
  if (scope.partnerId !== null) return scope.partnerId === partnerId;
  return partnerId === null || (await db.partner.count({ where: { id: partnerId } })) === 1;
}
