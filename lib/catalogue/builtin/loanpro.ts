import type { BuiltinEventType } from "./event-type";
import { borrowerEventTypes, servicingEventTypes, statusEventTypes } from "./loanpro-account";
import { adjustmentEventTypes, paymentEventTypes } from "./loanpro-transactions";

/**
 * LoanPro's 28 loan events: the 28 of its webhook page, with "Loan Status Changed" (which LoanPro lets an admin add)
 * in place of "Agent User Created", which is not about a loan.
 */
export const loanProEventTypes: readonly BuiltinEventType[] = [
  ...paymentEventTypes,
  ...adjustmentEventTypes,
  ...statusEventTypes,
  ...servicingEventTypes,
  ...borrowerEventTypes,
];
