import type { JsonSchema } from "./event-type";
import {
  count,
  email,
  flag,
  integer,
  looseObject,
  money,
  percent,
  personalText,
  phone,
  text,
} from "./fields";

/** A date in a Fineract command: text in the `dateFormat` and `locale` of the request. */
const dateText = (description: string): JsonSchema => text(`${description}, in the format of \`dateFormat\``);
/** The debit or credit lines of a journal entry. */
const entryLines = (description: string): JsonSchema => ({
  type: "array",
  items: looseObject({ glAccountId: integer("General ledger account"), amount: money("Amount") }),
  description,
});
const idList = (description: string): JsonSchema => ({
  type: "array",
  items: { type: "integer" },
  description,
});

/** The parameters of Fineract's commands used by the samples below. */
export const requestFields = {
  locale: text("Locale of numbers and dates"),
  dateFormat: text("Format of dates"),
  note: personalText("Note"),
  name: personalText("Name"),
  description: personalText("Description"),
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
  documentKey: personalText("Document number"),
  firstname: personalText("First name"),
  lastname: personalText("Last name"),
  mobileNo: phone("Mobile phone"),
  email: email("E-mail address"),
  username: personalText("User name"),
  roles: idList("Roles"),
  clientMembers: idList("Clients of the group"),
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
  rescheduleFromDate: dateText("Date of the first installment to reschedule"),
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

type CommandRequest = Partial<Record<keyof typeof requestFields, unknown>>;

const sampleDate = "13 October 2025";
const buildPaymentRequest = (transactionAmount: number): CommandRequest => ({
  transactionDate: sampleDate,
  transactionAmount,
  paymentTypeId: 1,
  receiptNumber: "RCP-88214",
});
const paymentActions = [
  "REPAYMENT RECOVERYPAYMENT DOWNPAYMENT REFUNDBYCASH CREDITBALANCEREFUND MERCHANTISSUEDREFUND PAYOUTREFUND",
  "GOODWILLCREDIT INTERESTPAYMENTWAIVER CHARGEBACK ADJUST ADJUSTTRANSACTION DEPOSIT WITHDRAWAL CHARGEREFUND",
  "HOLDAMOUNT WAIVEINTERESTPORTION ADJUSTMENT",
]
  .join(" ")
  .split(" ");
const accountRequest: CommandRequest = { clientId: 9876, productId: 2, submittedOnDate: sampleDate };

/** Sample requests, by `ENTITY.ACTION` or by action. The request of any other command has only a note. */
const requestByCommand: Readonly<Record<string, CommandRequest>> = {
  "CLIENT.CREATE": {
    officeId: 3,
    firstname: "Alice",
    lastname: "Martinez",
    externalId: "CUST-2025-001",
    active: false,
    submittedOnDate: sampleDate,
  },
  "CLIENT.UPDATE": { mobileNo: "+52 55 5555 0147" },
  "CLIENT.ACTIVATE": { activationDate: sampleDate },
  "CLIENT.CLOSE": { closureDate: sampleDate, closureReasonId: 21 },
  "CLIENT.REJECT": { rejectionDate: sampleDate },
  "CLIENT.WITHDRAW": { withdrawalDate: sampleDate },
  "CLIENTIDENTIFIER.CREATE": { documentTypeId: 1, documentKey: "MX-4471902" },
  "GROUP.CREATE": {
    officeId: 3,
    name: "Mercado Norte",
    clientMembers: [9876, 9881],
    submittedOnDate: sampleDate,
  },
  "GROUP.ACTIVATE": { activationDate: sampleDate },
  "GROUP.CLOSE": { closureDate: sampleDate },
  "CENTER.CREATE": { officeId: 3, name: "San Pedro center", submittedOnDate: sampleDate },
  "CENTER.ACTIVATE": { activationDate: sampleDate },
  "CENTER.CLOSE": { closureDate: sampleDate },
  "LOAN.CREATE": {
    ...accountRequest,
    loanType: "individual",
    principal: 2400,
    loanTermFrequency: 12,
    numberOfRepayments: 12,
    interestRatePerPeriod: 1.5,
    expectedDisbursementDate: "20 October 2025",
  },
  "LOAN.UPDATE": { principal: 2600 },
  "LOAN.APPROVE": {
    approvedOnDate: sampleDate,
    approvedLoanAmount: 2400,
    expectedDisbursementDate: "20 October 2025",
  },
  "LOAN.SETFRAUD": { fraud: true },
  "LOAN.CHARGEOFF": { transactionDate: sampleDate, externalId: "CO-4021" },
  "RESCHEDULELOAN.CREATE": {
    rescheduleFromDate: sampleDate,
    rescheduleReasonId: 54,
    submittedOnDate: sampleDate,
  },
  "SAVINGSACCOUNT.CREATE": { ...accountRequest, nominalAnnualInterestRate: 3.5 },
  "FIXEDDEPOSITACCOUNT.CREATE": { ...accountRequest, depositAmount: 5000 },
  "RECURRINGDEPOSITACCOUNT.CREATE": { ...accountRequest, depositAmount: 100 },
  "SHAREACCOUNT.CREATE": accountRequest,
  "ACCOUNTTRANSFER.CREATE": {
    fromAccountId: 7310,
    toAccountId: 4021,
    transferAmount: 212.4,
    transferDate: sampleDate,
  },
  "JOURNALENTRY.CREATE": {
    officeId: 3,
    currencyCode: "USD",
    transactionDate: sampleDate,
    debits: [{ glAccountId: 41, amount: 1200 }],
    credits: [{ glAccountId: 12, amount: 1200 }],
  },
  "GLACCOUNT.CREATE": { name: "Loans receivable", glCode: "1-1300" },
  "OFFICE.CREATE": { name: "Puebla branch", parentId: 1, openingDate: sampleDate },
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
  ...Object.fromEntries(paymentActions.map((action) => [action, buildPaymentRequest(212.4)])),
  CREATE: { name: "Standard", description: "Created by the back office" },
  UPDATE: { description: "Revised by the back office" },
  DELETE: {},
  ACTIVATE: { activatedOnDate: sampleDate },
  APPROVE: { approvedOnDate: sampleDate },
  REJECT: { rejectedOnDate: sampleDate },
  WITHDRAW: { withdrawnOnDate: sampleDate },
  CLOSE: { closedOnDate: sampleDate },
  DISBURSE: { actualDisbursementDate: sampleDate, transactionAmount: 2400, paymentTypeId: 1 },
  DISBURSETOSAVINGS: { actualDisbursementDate: sampleDate, transactionAmount: 2400 },
  DISBURSEWITHOUTAUTODOWNPAYMENT: { actualDisbursementDate: sampleDate, transactionAmount: 2400 },
  WRITEOFF: { transactionDate: sampleDate },
  FORECLOSURE: { transactionDate: sampleDate },
  PAY: { transactionDate: sampleDate, amount: 15 },
  ASSIGNSTAFF: { staffId: 8 },
  UPDATELOANOFFICER: { toLoanOfficerId: 8, assignmentDate: sampleDate },
};

const noteRequest: CommandRequest = { note: "Requested at the branch" };

/**
 * Builds a realistic request for a command, with `dateFormat` and `locale` where Fineract requires them: in requests with dates
 * or decimal numbers.
 */
export function buildRequest(entityName: string, actionName: string): Readonly<CommandRequest> {
  const isNote = entityName.endsWith("NOTE") && actionName !== "DELETE";
  const request = isNote
    ? noteRequest
    : (requestByCommand[`${entityName}.${actionName}`] ?? requestByCommand[actionName] ?? noteRequest);
  const hasDatesOrAmounts = Object.keys(request).some((key) =>
    /Date$|Amount$|^amount$|^principal$/.test(key),
  );
  return hasDatesOrAmounts ? { ...request, dateFormat: "dd MMMM yyyy", locale: "en" } : request;
}
