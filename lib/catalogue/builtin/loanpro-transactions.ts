import type { BuiltinEventType } from "./event-type";
import { dateTime, flag, integer } from "./fields";
import { amount, day, loanEvent, word } from "./loanpro-event";

const paymentId = [integer("ID of the payment"), 55_810] as const;
const chargeId = [integer("ID of the charge"), 3_391] as const;

/** Payments, successful and failed. */
export const paymentEventTypes: readonly BuiltinEventType[] = [
  loanEvent("Payments", "PaymentPosted", "Payment Posted to account", "A payment was applied to the loan.", {
    paymentId,
    paymentAmount: amount("Amount of the payment", 412.55),
    paymentDate: day("Effective date of the payment", "2026-02-14"),
    paymentMethod: word("Payment method", "ACH"),
    paymentPrincipal: amount("Amount applied to principal", 318.2),
    paymentInterest: amount("Amount applied to interest", 94.35),
    paymentFees: amount("Amount applied to fees", 0),
  }),
  loanEvent("Payments", "PaymentReversed", "Payment Reversed", "A payment was reversed.", {
    paymentId,
    paymentAmount: amount("Reversed amount", 412.55),
    reversalDate: day("Date of the reversal", "2026-02-18"),
    reversalReason: word("Reason for the reversal", "Nacha return: R01 insufficient funds"),
  }),
  loanEvent(
    "Payments",
    "AutopayScheduled",
    "Autopay Scheduled/Created",
    "An autopay was set up for the loan.",
    {
      autopayId: [integer("ID of the autopay"), 7_024],
      autopayAmount: amount("Amount to be collected", 412.55),
      autopayDate: day("Date of the next collection", "2026-03-14"),
      recurring: [flag("Whether the autopay is recurring"), true],
    },
  ),
  loanEvent(
    "Payments",
    "AutopayFailed",
    "Autopay Failed",
    "An autopay could not be collected.",
    {
      autopayId: [integer("ID of the autopay"), 7_024],
      autopayAmount: amount("Amount that was not collected", 412.55),
      failedAt: [dateTime("Time of the failure"), "2026-02-14T09:00:04Z"],
      failureReason: word("Response of the payment processor", "Card declined: expired card"),
    },
    { daysPastDue: 1 },
  ),
  loanEvent("Payments", "PaymentProfileAdded", "Payment Profile Added", "A card or bank account was added.", {
    paymentProfileId: [integer("ID of the payment profile"), 1_187],
    paymentProfileType: word("Card or bank account", "Bank account"),
    lastFour: word("Last four digits", "6789"),
  }),
];

/** Other changes of the balance or the schedule. */
export const adjustmentEventTypes: readonly BuiltinEventType[] = [
  loanEvent(
    "Charges and adjustments",
    "LoanChargePosted",
    "Loan Charge Posted",
    "A charge was added to the loan.",
    {
      chargeId,
      chargeType: word("Type of charge", "Late Fee"),
      chargeAmount: amount("Amount of the charge", 25),
      chargeDate: day("Date of the charge", "2026-02-25"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "LoanChargeReversed",
    "Loan Charge Reversed",
    "A charge was reversed.",
    {
      chargeId,
      chargeAmount: amount("Reversed amount", 25),
      reversalReason: word("Reason for the reversal", "Goodwill"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "CreditPosted",
    "Credit Posted to Account",
    "A credit reduced the balance.",
    {
      creditTitle: word("Title of the credit", "Rebate of service contract"),
      creditAmount: amount("Amount of the credit", 150),
      creditDate: day("Date of the credit", "2026-02-20"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "AdvancementPosted",
    "Advancement Posted to Account",
    "An additional amount was advanced on the loan.",
    {
      advancementTitle: word("Title of the advancement", "Insurance paid by lender"),
      advancementAmount: amount("Advanced amount", 640),
      advancementDate: day("Date of the advancement", "2026-02-20"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "FundingTransactionPosted",
    "Funding Transaction Posted to Account",
    "Money was paid out to, or collected from, the customer or dealer.",
    {
      fundingAmount: amount("Amount of the funding", 18_450),
      fundingMethod: word("Payment method", "ACH"),
      fundingRecipient: word("Recipient", "Wasatch Motors"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "PastDueAdjustmentPosted",
    "Past Due Adjustment Posted to Account",
    "The past due amount or the days past due were adjusted.",
    {
      adjustmentDate: day("Effective date of the adjustment", "2026-02-20"),
      newDaysPastDue: [integer("Days past due after the adjustment"), 0],
      newAmountPastDue: amount("Amount past due after the adjustment", 0),
    },
    { daysPastDue: 0, amountDue: 0 },
  ),
  loanEvent(
    "Charges and adjustments",
    "ChangeDueDatePosted",
    "Change Due Date Posted to Account",
    "A due date was moved.",
    {
      originalDueDate: day("Original due date", "2026-03-14"),
      newDueDate: day("New due date", "2026-03-21"),
    },
    { nextPaymentDate: "2026-03-21" },
  ),
];
