import type { Dialect } from "./dialect";
import { fineract } from "./fineract/fineract";
import { loanpro } from "./loanpro/loanpro";
import { plexe } from "./plexe";
import { precisionlender } from "./precisionlender";
import { standardWebhooks } from "./standard-webhooks/standard-webhooks";

/** Every dialect by its id. CONTRIBUTING.md lists what else a new dialect needs. */
const dialectById: Record<string, Dialect> = {
  [precisionlender.id]: precisionlender,
  [plexe.id]: plexe,
  [fineract.id]: fineract as Dialect,
  [loanpro.id]: loanpro,
  [standardWebhooks.id]: standardWebhooks,
};

export const dialectIds = Object.keys(dialectById) as [string, ...string[]];
export const allDialects: readonly Dialect[] = Object.values(dialectById);
export const defaultDialect = precisionlender;

/** Returns the dialect of a stored webhook. Throws if this version of Hookledger does not have it. */
export function getDialect(id: string): Dialect {
  const dialect = dialectById[id];
  if (!dialect) throw new Error(`This version of Hookledger has no dialect "${id}".`);
  return dialect;
}
