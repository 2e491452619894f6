import type { BuiltinEventType } from "./event-type";
import { dateTime, email, phone } from "./fields";
import {
  amountWithSample,
  changedFieldNamesWithSample,
  dateWithSample,
  loanEvent,
  personalTextWithSample,
  textWithSample,
} from "./loanpro-event";

const customer = {
  customerName: personalTextWithSample("Name of the customer", "Marcus Bell"),
  customerEmail: [email("E-mail address of the customer"), "marcus.bell@example.com"],
  customerPhone: [phone("Primary phone of the customer"), "+1 801 555 0142"],
} as const;

/** The lifecycle of the loan. */
export const statusEventTypes: readonly BuiltinEventType[] = [
  loanEvent(
    "Loan status",
    "LoanStatusChanged",
    "Loan Status Changed",
    "The status or sub-status of the loan changed.",
    {
      oldLoanStatus: textWithSample("Previous status", "Open"),
      oldLoanSubStatus: textWithSample("Previous sub-status", "Repaying"),
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
    "The loan was activated and its schedule started.",
    { activatedAt: [dateTime("Time of activation"), "2024-06-14T15:20:07Z"] },
    { daysPastDue: 0, amountDue: 0, lastPaymentAmount: 0, totalPaid: 0 },
  ),
  loanEvent(
    "Loan status",
    "AccountModified",
    "Account Modified",
    "The terms of an active loan were modified.",
    {
      changedFields: changedFieldNamesWithSample("loanRate", "loanTerm"),
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

/** Changes recorded by agents. */
export const servicingEventTypes: readonly BuiltinEventType[] = [
  loanEvent(
    "Servicing",
    "LoanSettingsUpdated",
    "Loan Settings Updated",
    "Settings of the loan were changed.",
    {
      changedFields: changedFieldNamesWithSample("eBilling", "cardFeeAmount"),
    },
  ),
  loanEvent("Servicing", "LoanPromiseCreated", "Loan Promise Created", "The customer promised to pay.", {
    promiseType: textWithSample("Payment, Insurance or Other", "Payment"),
    promiseAmount: amountWithSample("Promised amount", 412.55),
    promiseDueDate: dateWithSample("Promised date", "2026-02-20"),
    promiseNote: personalTextWithSample("Note of the agent", "Will pay on payday by card."),
  }),
  loanEvent(
    "Servicing",
    "LoanCollateralUpdated",
    "Loan Collateral Updated",
    "The record of the collateral was changed.",
    {
      collateralName: textWithSample("Name of the collateral", "2021 Subaru Outback"),
      vin: personalTextWithSample("Vehicle identification number", "4S4BTANC1M3100000"),
      changedFields: changedFieldNamesWithSample("odometer"),
    },
  ),
  loanEvent(
    "Servicing",
    "InsuranceUpdated",
    "Insurance Updated",
    "Insurance details on the loan were changed.",
    {
      insuranceCompany: textWithSample("Insurer", "Beehive Mutual"),
      policyNumber: personalTextWithSample("Policy number", "BM-4471902"),
      policyEndDate: dateWithSample("End date of the coverage", "2026-12-31"),
    },
  ),
  loanEvent("Servicing", "DocumentAttached", "Document attached to Account", "A document was attached.", {
    documentName: personalTextWithSample("File name", "proof-of-insurance.pdf"),
    documentSection: textWithSample("Section of the document", "Insurance"),
  }),
];

/** The borrowers of the loan. */
export const borrowerEventTypes: readonly BuiltinEventType[] = [
  loanEvent(
    "Borrower",
    "CustomerLoggedIn",
    "Customer Logs into Customer Website",
    "A customer of the loan signed in to the customer website.",
    { ...customer, signedInAt: [dateTime("Time of the sign-in"), "2026-02-14T18:44:19Z"] },
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
    changedFields: changedFieldNamesWithSample("primaryAddress", "customerPhone"),
  }),
  loanEvent("Borrower", "EmployerUpdated", "Employer Updated", "A customer's employer was changed.", {
    customerName: customer.customerName,
    employerName: personalTextWithSample("Name of the employer", "Intermountain Roofing"),
  }),
  loanEvent("Borrower", "ReferencesAdded", "References Added", "A personal reference was added.", {
    customerName: customer.customerName,
    referenceName: personalTextWithSample("Name of the reference", "Lena Bell"),
    referenceRelation: personalTextWithSample("Relation to the customer", "Sister"),
  }),
];
