import type { BuiltinEventType } from "./event-type";
import { fineractEventTypes } from "./fineract";
import { hookledgerEventTypes } from "./hookledger";
import { loanProEventTypes } from "./loanpro";
import { plexeEventTypes } from "./plexe";
import { precisionLenderEventTypes } from "./precisionlender";

export type { BuiltinEventType } from "./event-type";

/** The built-in event types, in the order in which their systems are shown. */
export const builtinEventTypes: readonly BuiltinEventType[] = [
  ...precisionLenderEventTypes,
  ...loanProEventTypes,
  ...plexeEventTypes,
  ...fineractEventTypes,
  ...hookledgerEventTypes,
];
