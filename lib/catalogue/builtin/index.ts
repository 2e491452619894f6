import type { BuiltinEventType } from "./event-type";
import { fineractEventTypes } from "./fineract";
import { loanProEventTypes } from "./loanpro";
import { plexeEventTypes } from "./plexe";
import { precisionLenderEventTypes } from "./precisionlender";

export type { BuiltinEventType } from "./event-type";

/** The event types that ship with the product, in the order in which the systems should be shown. */
export const builtinEventTypes: readonly BuiltinEventType[] = [
  ...precisionLenderEventTypes,
  ...loanProEventTypes,
  ...plexeEventTypes,
  ...fineractEventTypes,
];
