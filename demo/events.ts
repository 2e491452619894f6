import type { DemoPartnerName } from "./users";

export interface DemoEvent {
  type: string;
  entityId: string;
  /** Overrides fields of the catalog's sample. */
  data: Record<string, unknown>;
  partner?: DemoPartnerName;
}

const borrowers = [
  "Avery Lindqvist",
  "Marcus Bell",
  "Noor Haddad",
  "Tomasz Wrona",
  "Imani Okoro",
  "Lucia Ferrante",
  "Henrik Dahl",
  "Priya Natarajan",
];
const companies = [
  "Ironbark Mill Works",
  "Saltmarsh Cold Storage",
  "Copperleaf Dental Group",
  "Tidewater Orchards",
  "Larkspur Logistics",
  "Granite Fork Brewing",
  "Windrow Seed & Grain",
  "Pinecrest Veterinary",
];
const stages = ["Draft", "Quoted", "Committee", "Won"];

interface Loan {
  entityId: string;
  data: Record<string, unknown>;
  payment: number;
}

/** The forty loans of the demo, each with its borrower, amount and monthly payment. */
const loans: Loan[] = Array.from({ length: 40 }, (_, index) => {
  const loanAmount = 9_500 + ((index * 7_919) % 97) * 1_250;
  const payment = Math.round(loanAmount * 2.24) / 100;
  return {
    entityId: `L-${101 + index}`,
    payment,
    data: {
      loanDisplayId: `L-${101 + index}`,
      customerId: 2_200 + index,
      customerName: borrowers[index % borrowers.length],
      loanAmount,
      daysPastDue: index % 6 === 0 ? 12 : 0,
      amountDue: payment,
      lastPaymentAmount: payment,
      nextPaymentAmount: payment,
    },
  };
});

const everyNthLoan = (step: number, first = 0) => loans.filter((_, index) => index % step === first);
const toLoanEvents = (type: string, selectedLoans: Loan[], partner?: DemoPartnerName): DemoEvent[] =>
  selectedLoans.map(({ entityId, data }) => ({ type, entityId, data, partner }));

/** A day at the lender: the events before any webhook is paused. */
export const eventsBeforePauses: DemoEvent[] = [
  ...loans.map(({ entityId, data, payment }, index) => ({
    type: "PaymentPosted",
    entityId,
    data: {
      ...data,
      paymentId: 55_800 + index,
      paymentAmount: payment,
      paymentPrincipal: payment,
      paymentInterest: 0,
    },
    ...(index % 8 === 3 ? { partner: "Bluequarry Builders" as const } : {}),
  })),
  ...toLoanEvents("LoanStatusChanged", everyNthLoan(5)),
  ...toLoanEvents("PaymentReversed", everyNthLoan(11, 4)),
  ...toLoanEvents("LoanChargePosted", everyNthLoan(9)),
  ...toLoanEvents("AccountModified", everyNthLoan(16)),
  ...toLoanEvents("ChangeDueDatePosted", everyNthLoan(18)),
  ...toLoanEvents("WB_Loan_Created", everyNthLoan(9, 2), "Fernhollow Brokers"),
  ...toLoanEvents("WB_Loan_Created", everyNthLoan(20, 6), "Quillmark Auto Finance"),
  ...companies.flatMap((company, index) => {
    const data = {
      opportunityName: `${company}: term loan`,
      relationshipName: company,
      stage: stages[index % stages.length],
      amount: 250_000 + index * 185_000,
      rate: 6.5 + index / 8,
    };
    const entityId = `OPP-${2_001 + index}`;
    return [
      { type: "OpportunityCreated", entityId, data: { ...data, stage: "Draft" } },
      { type: "OpportunityUpdated", entityId, data },
    ];
  }),
  ...Array.from({ length: 6 }, (_, index) => ({
    type: index % 2 === 0 ? "WB_Application_Ready" : "WB_Application_Status_Changed",
    entityId: `APP-${3_001 + index}`,
    data: { applicationId: `APP-${3_001 + index}` },
    ...(index < 2 ? { partner: "Fernhollow Brokers" as const } : {}),
  })),
  ...companies.slice(0, 4).map((company, index) => ({
    type: "CLIENT.CREATE",
    entityId: String(9_876 + index),
    data: {
      createdBy: 12,
      createdByName: "john.doe",
      createdByFullName: "John Doe",
      officeId: 3,
      clientId: 9_876 + index,
      request: { fullname: company, externalId: `CUST-${index + 1}`, legalFormId: 2 },
      response: { resourceId: 9_876 + index, officeId: 3 },
    },
  })),
  ...toLoanEvents("AutopayFailed", loans.slice(1, 2)),
  ...toLoanEvents("AccountActivated", loans.slice(2, 3)),
];

/** Events that are sent once their webhooks are paused, so that the deliveries are held. */
export const eventsAfterPauses: DemoEvent[] = [
  ...toLoanEvents("AutopayFailed", loans.slice(3, 8)),
  ...toLoanEvents("WB_Loan_Created", loans.slice(20, 23), "Quillmark Auto Finance"),
  ...toLoanEvents("AccountActivated", loans.slice(9, 11)),
];
