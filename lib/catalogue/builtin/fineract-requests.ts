import type { JsonSchema } from "./event-type";
import { count, email, flag, integer, money, openObject, percent, phone, text } from "./fields";

/** Fineract's command dates are text in the request's own `dateFormat` and `locale`. */
const dateText = (description: string): JsonSchema => text(`${description}, in the format of \`dateFormat\``);
/** Lines of a journal entry. */
const entryLines = (description: string): JsonSchema => ({
  type: "array",
  items: openObject({ glAccountId: integer("General ledger account"), amount: money("Amount") }),
  description,
});
const ids = (description: string): JsonSchema => ({ type: "array", items: { type: "integer" }, description });

/** The parameters of Fineract's commands used by the samples below. */
export const requestFields = {
  locale: text("Locale of numbers and dates"),
  dateFormat: text("Format of dates"),
  note: text("Note"),
  name: text("Name"),
  description: text("Description"),
  externalId: text("ID in the caller's system"),
  officeId: integer("Office"),
  clientId: integer("Client"),
  staffId: integer("Staff member"),
  productId: integer("Product"),
  parentId: integer("Parent office"),
  chargeId: integer("Charge"),
  paymentTypeId: integer("Payment type"),
  toLoanOfficerId: integer("New loan officer"),
  closureReasonId: integer("Reason for the closure (a code value)"),
  documentTypeId: integer("Type of document (a code value)"),
  documentKey: text("Document number"),
  firstname: text("First name"),
  lastname: text("Last name"),
  mobileNo: phone("Mobile phone"),
  email: email("E-mail address"),
  username: text("User name"),
  roles: ids("Roles"),
  clientMembers: ids("Clients of the group"),
  active: flag("Whether it is active immediately"),
  isLoanOfficer: flag("Whether the staff member is a loan officer"),
  principal: money("Principal"),
  numberOfRepayments: count("Number of repayments"),
  loanTermFrequency: count("Length of the term"),
  interestRatePerPeriod: percent("Interest rate per period"),
  loanType: { ...text("Type of borrower"), enum: ["individual", "group", "jlg", "glim"] },
  nominalAnnualInterestRate: percent("Nominal annual interest rate"),
  depositAmount: money("Amount of the deposit"),
  amount: money("Amount"),
  transactionAmount: money("Amount of the transaction"),
  approvedLoanAmount: money("Approved amount"),
  transferAmount: money("Amount of the transfer"),
  receiptNumber: text("Receipt number"),
  fraud: flag("Whether the loan is marked as fraud"),
  fromAccountId: integer("Account that is debited"),
  toAccountId: integer("Account that is credited"),
  currencyCode: text("ISO 4217 currency code"),
  debits: entryLines("Debits"),
  credits: entryLines("Credits"),
  glCode: text("General ledger code"),
  rescheduleFromDate: dateText("First instalment to reschedule"),
  rescheduleReasonId: integer("Reason (a code value)"),
  submittedOnDate: dateText("Date of submission"),
  openingDate: dateText("Opening date"),
  activationDate: dateText("Activation date"),
  activatedOnDate: dateText("Activation date"),
  approvedOnDate: dateText("Approval date"),
  rejectedOnDate: dateText("Rejection date"),
  withdrawnOnDate: dateText("Withdrawal date"),
  withdrawalDate: dateText("Withdrawal date"),
  rejectionDate: dateText("Rejection date"),
  closureDate: dateText("Closure date"),
  closedOnDate: dateText("Closure date"),
  expectedDisbursementDate: dateText("Expected disbursement date"),
  actualDisbursementDate: dateText("Disbursement date"),
  transactionDate: dateText("Transaction date"),
  assignmentDate: dateText("Date of the assignment"),
  transferDate: dateText("Date of the transfer"),
  dueDate: dateText("Due date"),
} satisfies Record<string, JsonSchema>;

type Request = Partial<Record<keyof typeof requestFields, unknown>>;

const today = "13 October 2025";
const cash = (transactionAmount: number): Request => ({
  transactionDate: today,
  transactionAmount,
  paymentTypeId: 1,
  receiptNumber: "RCP-88214",
});
const loanTransactions = [
  "REPAYMENT RECOVERYPAYMENT DOWNPAYMENT REFUNDBYCASH CREDITBALANCEREFUND MERCHANTISSUEDREFUND PAYOUTREFUND",
  "GOODWILLCREDIT INTERESTPAYMENTWAIVER CHARGEBACK ADJUST ADJUSTTRANSACTION DEPOSIT WITHDRAWAL CHARGEREFUND",
  "HOLDAMOUNT WAIVEINTERESTPORTION ADJUSTMENT",
]
  .join(" ")
  .split(" ");
const account: Request = { clientId: 9876, productId: 2, submittedOnDate: today };

/** Sample requests by `ENTITY.ACTION`, otherwise by action; any other command only has a note. */
const requests: Readonly<Record<string, Request>> = {
  "CLIENT.CREATE": {
    officeId: 3,
    firstname: "Alice",
    lastname: "Martinez",
    externalId: "CUST-2025-001",
    active: false,
    submittedOnDate: today,
  },
  "CLIENT.UPDATE": { mobileNo: "+52 55 5555 0147" },
  "CLIENT.ACTIVATE": { activationDate: today },
  "CLIENT.CLOSE": { closureDate: today, closureReasonId: 21 },
  "CLIENT.REJECT": { rejectionDate: today },
  "CLIENT.WITHDRAW": { withdrawalDate: today },
  "CLIENTIDENTIFIER.CREATE": { documentTypeId: 1, documentKey: "MX-4471902" },
  "GROUP.CREATE": { officeId: 3, name: "Mercado Norte", clientMembers: [9876, 9881], submittedOnDate: today },
  "GROUP.ACTIVATE": { activationDate: today },
  "GROUP.CLOSE": { closureDate: today },
  "CENTER.CREATE": { officeId: 3, name: "San Pedro center", submittedOnDate: today },
  "CENTER.ACTIVATE": { activationDate: today },
  "CENTER.CLOSE": { closureDate: today },
  "LOAN.CREATE": {
    ...account,
    loanType: "individual",
    principal: 2400,
    loanTermFrequency: 12,
    numberOfRepayments: 12,
    interestRatePerPeriod: 1.5,
    expectedDisbursementDate: "20 October 2025",
  },
  "LOAN.UPDATE": { principal: 2600 },
  "LOAN.APPROVE": {
    approvedOnDate: today,
    approvedLoanAmount: 2400,
    expectedDisbursementDate: "20 October 2025",
  },
  "LOAN.SETFRAUD": { fraud: true },
  "LOAN.CHARGEOFF": { transactionDate: today, externalId: "CO-4021" },
  "RESCHEDULELOAN.CREATE": { rescheduleFromDate: today, rescheduleReasonId: 54, submittedOnDate: today },
  "SAVINGSACCOUNT.CREATE": { ...account, nominalAnnualInterestRate: 3.5 },
  "FIXEDDEPOSITACCOUNT.CREATE": { ...account, depositAmount: 5000 },
  "RECURRINGDEPOSITACCOUNT.CREATE": { ...account, depositAmount: 100 },
  "SHAREACCOUNT.CREATE": account,
  "ACCOUNTTRANSFER.CREATE": {
    fromAccountId: 7310,
    toAccountId: 4021,
    transferAmount: 212.4,
    transferDate: today,
  },
  "JOURNALENTRY.CREATE": {
    officeId: 3,
    currencyCode: "USD",
    transactionDate: today,
    debits: [{ glAccountId: 41, amount: 1200 }],
    credits: [{ glAccountId: 12, amount: 1200 }],
  },
  "GLACCOUNT.CREATE": { name: "Loans receivable", glCode: "1-1300" },
  "OFFICE.CREATE": { name: "Puebla branch", parentId: 1, openingDate: today },
  "STAFF.CREATE": { officeId: 3, firstname: "Rosa", lastname: "Jimenez", isLoanOfficer: true },
  "USER.CREATE": {
    username: "rosa.jimenez",
    firstname: "Rosa",
    lastname: "Jimenez",
    email: "rosa.jimenez@embarc.example",
    officeId: 3,
    roles: [4],
  },
  "USER.UPDATE": { email: "rosa.jimenez@embarc.example" },
  ...Object.fromEntries(
    ["LOANCHARGE", "CLIENTCHARGE", "SAVINGSACCOUNTCHARGE"].map((entity) => [
      `${entity}.CREATE`,
      { chargeId: 5, amount: 15, dueDate: "20 October 2025" },
    ]),
  ),
  ...Object.fromEntries(loanTransactions.map((action) => [action, cash(212.4)])),
  CREATE: { name: "Standard", description: "Created by the back office" },
  UPDATE: { description: "Revised by the back office" },
  DELETE: {},
  ACTIVATE: { activatedOnDate: today },
  APPROVE: { approvedOnDate: today },
  REJECT: { rejectedOnDate: today },
  WITHDRAW: { withdrawnOnDate: today },
  CLOSE: { closedOnDate: today },
  DISBURSE: { actualDisbursementDate: today, transactionAmount: 2400, paymentTypeId: 1 },
  DISBURSETOSAVINGS: { actualDisbursementDate: today, transactionAmount: 2400 },
  DISBURSEWITHOUTAUTODOWNPAYMENT: { actualDisbursementDate: today, transactionAmount: 2400 },
  WRITEOFF: { transactionDate: today },
  FORECLOSURE: { transactionDate: today },
  PAY: { transactionDate: today, amount: 15 },
  ASSIGNSTAFF: { staffId: 8 },
  UPDATELOANOFFICER: { toLoanOfficerId: 8, assignmentDate: today },
};

const notes: Request = { note: "Requested at the branch" };

/**
 * A realistic request for a command, with `dateFormat` and `locale` where Fineract requires them: with dates and decimal
 * numbers.
 */
export function requestOf(entityName: string, actionName: string): Readonly<Request> {
  const isNote = entityName.endsWith("NOTE") && actionName !== "DELETE";
  const request = isNote ? notes : (requests[`${entityName}.${actionName}`] ?? requests[actionName] ?? notes);
  const localised = Object.keys(request).some((key) => /Date$|Amount$|^amount$|^principal$/.test(key));
  return localised ? { ...request, dateFormat: "dd MMMM yyyy", locale: "en" } : request;
}
