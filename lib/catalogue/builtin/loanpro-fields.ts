import { count, date, dateTime, integer, money, text } from "./fields";

/**
 * LoanPro's names for the fields of every loan event (source: its context engine glossaries and the sample body of its
 * webhook page). The data uses camelCase, because CEL parses `data.days-past-due` as a subtraction; LoanPro's `context` is
 * rendered with this table.
 */
export const loanProVariableByField: Readonly<Record<string, string>> = {
  loanDisplayId: "loan-display-id",
  customerId: "customer.primary.id",
  agentFullName: "agent-full-name",
  sourceCompany: "source-company",
  loanCreateTime: "loan-create-time",
  loanAmount: "setup-loan-amount",
  daysPastDue: "status-days-past-due",
  amountDue: "status-full-due",
  lastPaymentAmount: "last-payment-amount",
  nextPaymentDate: "next-scheduled-payment-date",
  nextPaymentAmount: "next-scheduled-payment-amount",
  totalPaid: "status-total-paid",
};

export const loanFields = {
  loanDisplayId: text("Loan ID shown to users (loan-display-id)"),
  customerId: integer("ID of the primary customer (customer.primary.id)"),
  agentFullName: text("Agent who caused the event; empty if none (agent-full-name)"),
  sourceCompany: text("Source company of the loan (source-company)"),
  loanStatus: text("Status of the loan: Open, Closed ..."),
  loanSubStatus: text("Sub-status of the loan: Repaying, Paid Off ..."),
  loanCreateTime: dateTime("Time the loan was created (loan-create-time)"),
  loanAmount: money("Loan amount (setup-loan-amount)"),
  daysPastDue: count("Days past due (status-days-past-due)"),
  amountDue: money("Total amount due (status-full-due)"),
  lastPaymentAmount: money("Amount of the last payment (last-payment-amount)"),
  nextPaymentDate: date("Date of the next scheduled payment (next-scheduled-payment-date)"),
  nextPaymentAmount: money("Amount of the next scheduled payment (next-scheduled-payment-amount)"),
  totalPaid: money("Total amount paid (status-total-paid)"),
};

export const loanSample = {
  loanDisplayId: "L-102",
  customerId: 2214,
  agentFullName: "Priya Natarajan",
  sourceCompany: "Cedar Ridge Auto Finance",
  loanStatus: "Open",
  loanSubStatus: "Repaying",
  loanCreateTime: "2024-06-14T15:02:31Z",
  loanAmount: 18_450,
  daysPastDue: 3,
  amountDue: 412.55,
  lastPaymentAmount: 412.55,
  nextPaymentDate: "2026-03-14",
  nextPaymentAmount: 412.55,
  totalPaid: 8_251,
};
