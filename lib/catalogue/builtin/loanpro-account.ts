import type { BuiltinEventType } from "./event-type";
import { dateTime, email, phone } from "./fields";
import { amount, changedFields, day, loanEvent, word } from "./loanpro-event";

const customer = {
  customerName: word("Name of the customer", "Marcus Bell"),
  customerEmail: [email("E-mail address of the customer"), "marcus.bell@example.com"],
  customerPhone: [phone("Primary phone of the customer"), "+1 801 555 0142"],
} as const;

/** Where the loan is in its life. */
export const statusEventTypes: readonly BuiltinEventType[] = [
  loanEvent(
    "Loan status",
    "LoanStatusChanged",
    "Loan Status Changed",
    "The status or sub status of the loan changed.",
    {
      oldLoanStatus: word("Status before", "Open"),
      oldLoanSubStatus: word("Sub status before", "Repaying"),
    },
    { loanStatus: "Closed", loanSubStatus: "Paid Off", daysPastDue: 0, amountDue: 0 },
  ),
  loanEvent(
    "Loan status",
    "AccountCreated",
    "Account Created",
    "A loan account was created.",
    {},
    {
      loanSubStatus: "Pending",
      daysPastDue: 0,
      amountDue: 0,
      lastPaymentAmount: 0,
      totalPaid: 0,
    },
  ),
  loanEvent(
    "Loan status",
    "AccountActivated",
    "Account Activated",
    "The loan was activated; its schedule runs from now on.",
    { activatedAt: [dateTime("When it was activated"), "2024-06-14T15:20:07Z"] },
    { daysPastDue: 0, amountDue: 0, lastPaymentAmount: 0, totalPaid: 0 },
  ),
  loanEvent(
    "Loan status",
    "AccountModified",
    "Account Modified",
    "The terms of an active loan were modified.",
    {
      changedFields: changedFields("loanRate", "loanTerm"),
    },
  ),
  loanEvent(
    "Loan status",
    "AccountArchived",
    "Archive Account",
    "The loan was archived.",
    {},
    {
      loanStatus: "Closed",
      loanSubStatus: "Paid Off",
      daysPastDue: 0,
      amountDue: 0,
    },
  ),
  loanEvent("Loan status", "AccountDeleted", "Delete Account", "The loan was deleted.", {}),
];

/** What agents record on the loan. */
export const servicingEventTypes: readonly BuiltinEventType[] = [
  loanEvent(
    "Servicing",
    "LoanSettingsUpdated",
    "Loan Settings Updated",
    "Settings of the loan were changed.",
    {
      changedFields: changedFields("eBilling", "cardFeeAmount"),
    },
  ),
  loanEvent("Servicing", "LoanPromiseCreated", "Loan Promise Created", "The customer promised to pay.", {
    promiseType: word("Payment, Insurance or Other", "Payment"),
    promiseAmount: amount("Amount that was promised", 412.55),
    promiseDueDate: day("Date it was promised for", "2026-02-20"),
    promiseNote: word("Note of the agent", "Will pay on payday by card."),
  }),
  loanEvent(
    "Servicing",
    "LoanCollateralUpdated",
    "Loan Collateral Updated",
    "The collateral's record was changed.",
    {
      collateralName: word("What it is", "2021 Subaru Outback"),
      vin: word("Vehicle identification number", "4S4BTANC1M3100000"),
      changedFields: changedFields("odometer"),
    },
  ),
  loanEvent(
    "Servicing",
    "InsuranceUpdated",
    "Insurance Updated",
    "Insurance details on the loan were changed.",
    {
      insuranceCompany: word("Insurer", "Beehive Mutual"),
      policyNumber: word("Number of the policy", "BM-4471902"),
      policyEndDate: day("End of the cover", "2026-12-31"),
    },
  ),
  loanEvent("Servicing", "DocumentAttached", "Document attached to Account", "A document was attached.", {
    documentName: word("Name of the file", "proof-of-insurance.pdf"),
    documentSection: word("Section it is filed under", "Insurance"),
  }),
];

/** The people behind the loan. */
export const borrowerEventTypes: readonly BuiltinEventType[] = [
  loanEvent(
    "Borrower",
    "CustomerLoggedIn",
    "Customer Logs into Customer Website",
    "A customer of the loan signed in to the customer website.",
    { ...customer, signedInAt: [dateTime("When they signed in"), "2026-02-14T18:44:19Z"] },
  ),
  loanEvent(
    "Borrower",
    "CustomerCreated",
    "Customer Created",
    "A customer was created for the loan.",
    customer,
  ),
  loanEvent("Borrower", "CustomerUpdated", "Customer Updated", "A customer of the loan was changed.", {
    ...customer,
    changedFields: changedFields("primaryAddress", "customerPhone"),
  }),
  loanEvent("Borrower", "EmployerUpdated", "Employer Updated", "A customer's employer was changed.", {
    customerName: customer.customerName,
    employerName: word("Name of the employer", "Intermountain Roofing"),
  }),
  loanEvent("Borrower", "ReferencesAdded", "References Added", "A personal reference was added.", {
    customerName: customer.customerName,
    referenceName: word("Name of the reference", "Lena Bell"),
    referenceRelation: word("Relation to the customer", "Sister"),
  }),
];
