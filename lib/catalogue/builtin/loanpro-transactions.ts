import type { BuiltinEventType } from "./event-type";
import { dateTime, flag, integer } from "./fields";
import {
  amountWithSample,
  dateWithSample,
  loanEvent,
  personalTextWithSample,
  textWithSample,
} from "./loanpro-event";

const paymentId = [integer("ID of the payment"), 55_810] as const;
const chargeId = [integer("ID of the charge"), 3_391] as const;

/** Payments, successful and failed. */
export const paymentEventTypes: readonly BuiltinEventType[] = [
  loanEvent("Payments", "PaymentPosted", "Payment Posted to account", "A payment was applied to the loan.", {
    paymentId,
    paymentAmount: amountWithSample("Amount of the payment", 412.55),
    paymentDate: dateWithSample("Effective date of the payment", "2026-02-14"),
    paymentMethod: textWithSample("Payment method", "ACH"),
    paymentPrincipal: amountWithSample("Amount applied to principal", 318.2),
    paymentInterest: amountWithSample("Amount applied to interest", 94.35),
    paymentFees: amountWithSample("Amount applied to fees", 0),
  }),
  loanEvent("Payments", "PaymentReversed", "Payment Reversed", "A payment was reversed.", {
    paymentId,
    paymentAmount: amountWithSample("Reversed amount", 412.55),
    reversalDate: dateWithSample("Date of the reversal", "2026-02-18"),
    reversalReason: textWithSample("Reason for the reversal", "Nacha return: R01 insufficient funds"),
  }),
  loanEvent(
    "Payments",
    "AutopayScheduled",
    "Autopay Scheduled/Created",
    "An autopay was set up for the loan.",
    {
      autopayId: [integer("ID of the autopay"), 7_024],
      autopayAmount: amountWithSample("Amount to be collected", 412.55),
      autopayDate: dateWithSample("Date of the next collection", "2026-03-14"),
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
      autopayAmount: amountWithSample("Amount that was not collected", 412.55),
      failedAt: [dateTime("Time of the failure"), "2026-02-14T09:00:04Z"],
      failureReason: textWithSample("Response of the payment processor", "Card declined: expired card"),
    },
    { daysPastDue: 1 },
  ),
  loanEvent("Payments", "PaymentProfileAdded", "Payment Profile Added", "A card or bank account was added.", {
    paymentProfileId: [integer("ID of the payment profile"), 1_187],
    paymentProfileType: textWithSample("Card or bank account", "Bank account"),
    lastFour: personalTextWithSample("Last four digits", "6789"),
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
      chargeType: textWithSample("Type of charge", "Late Fee"),
      chargeAmount: amountWithSample("Amount of the charge", 25),
      chargeDate: dateWithSample("Date of the charge", "2026-02-25"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "LoanChargeReversed",
    "Loan Charge Reversed",
    "A charge was reversed.",
    {
      chargeId,
      chargeAmount: amountWithSample("Reversed amount", 25),
      reversalReason: textWithSample("Reason for the reversal", "Goodwill"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "CreditPosted",
    "Credit Posted to Account",
    "A credit reduced the balance.",
    {
      creditTitle: textWithSample("Title of the credit", "Rebate of service contract"),
      creditAmount: amountWithSample("Amount of the credit", 150),
      creditDate: dateWithSample("Date of the credit", "2026-02-20"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "AdvancementPosted",
    "Advancement Posted to Account",
    "An additional amount was advanced on the loan.",
    {
      advancementTitle: textWithSample("Title of the advancement", "Insurance paid by lender"),
      advancementAmount: amountWithSample("Advanced amount", 640),
      advancementDate: dateWithSample("Date of the advancement", "2026-02-20"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "FundingTransactionPosted",
    "Funding Transaction Posted to Account",
    "Money was paid out to, or collected from, the customer or dealer.",
    {
      fundingAmount: amountWithSample("Amount of the funding", 18_450),
      fundingMethod: textWithSample("Payment method", "ACH"),
      fundingRecipient: textWithSample("Recipient", "Wasatch Motors"),
    },
  ),
  loanEvent(
    "Charges and adjustments",
    "PastDueAdjustmentPosted",
    "Past Due Adjustment Posted to Account",
    "The past due amount or the days past due were adjusted.",
    {
      adjustmentDate: dateWithSample("Effective date of the adjustment", "2026-02-20"),
      newDaysPastDue: [integer("Days past due after the adjustment"), 0],
      newAmountPastDue: amountWithSample("Amount past due after the adjustment", 0),
    },
    { daysPastDue: 0, amountDue: 0 },
  ),
  loanEvent(
    "Charges and adjustments",
    "ChangeDueDatePosted",
    "Change Due Date Posted to Account",
    "A due date was moved.",
    {
      originalDueDate: dateWithSample("Original due date", "2026-03-14"),
      newDueDate: dateWithSample("New due date", "2026-03-21"),
    },
    { nextPaymentDate: "2026-03-21" },
  ),
];
