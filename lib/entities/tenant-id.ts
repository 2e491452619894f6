// Short file: the table of entities is written and read in several files.
import type { Scope } from "../scope/scope";

/** The tenant of the lender's rows in the table of entities, where a primary key cannot contain null. */
export const lenderTenantId = "00000000-0000-0000-0000-000000000000";

/** The tenant whose rows of the table this scope sees: a partner its own, the lender those of all entities. */
export function toTenantId({ partnerId }: Scope): string {
  return partnerId ?? lenderTenantId;
}
