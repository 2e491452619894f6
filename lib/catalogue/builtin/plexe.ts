import type { BuiltinEventType, JsonSchema } from "./event-type";
import {
  count,
  dateTime,
  email,
  flag,
  looseObject,
  money,
  personal,
  personalText,
  phone,
  text,
  uuid,
} from "./fields";

const sampleIds = {
  Partner: "7c1f8a2e-94b0-4d7e-8a55-21c1d1f0a901",
  Application: "3d6f5b90-2f4e-4f0c-9c47-6f1b7a2c5e13",
  Customer: "b84a1f6d-0c0b-4a37-8f8f-d2f0f0b3c7a5",
  Loan: "e19b7c44-5a83-4b1d-a6f2-90f7c2d8b6e0",
} as const;

type EntityType = keyof typeof sampleIds;

/** All fields of Plexe's events, each with a sample value. Each event type below lists the fields that it has. */
const fields = {
  partnerId: [uuid("Partner"), sampleIds.Partner],
  applicationId: [uuid("Application"), sampleIds.Application],
  customerId: [uuid("Customer"), sampleIds.Customer],
  loanId: [uuid("Loan"), sampleIds.Loan],
  requestType: [text("Type of the request"), "CreditDecision"],
  requestId: [uuid("ID of the request"), "5f3d7e0a-1c8b-4f35-b7a1-0d8e6a2c9f47"],
  firstName: [personalText("First name"), "Amelia"],
  lastName: [personalText("Last name"), "Okafor"],
  email: [email("E-mail address"), "amelia.okafor@example.com"],
  phoneNumber: [phone("Mobile phone"), "+1 416 555 0178"],
  productName: [text("Loan product"), "Personal line of credit"],
  requestedAmount: [money("Requested amount"), 5000],
  submittedAt: [dateTime("Time of submission"), "2026-02-14T16:20:00Z"],
  currentProcess: [text("Current step of the application"), "IncomeVerification"],
  previousProcess: [text("Previous step of the application"), "IdentityVerification"],
  status: [text("Current status"), "Approved"],
  previousStatus: [text("Previous status"), "UnderReview"],
  reason: [text("Reason"), "Customer withdrew the application"],
  queue: [text("Review queue"), "Underwriting"],
  cancelledBy: [text("Party that cancelled the application"), "Customer"],
  link: [
    personal({ type: "string", format: "uri", description: "Page where the applicant continues" }),
    "https://apply.example.com/r/9K2F",
  ],
  secondaryApplicantName: [personalText("Name of the secondary applicant"), "Daniel Okafor"],
  secondaryApplicantEmail: [email("E-mail of the secondary applicant"), "daniel.okafor@example.com"],
  bankName: [text("Bank that holds the refreshed accounts"), "Maple Trust"],
  accountCount: [count("Number of refreshed accounts"), 2],
  transactionCount: [count("Number of new transactions"), 148],
  refreshedAt: [dateTime("Time of the refresh"), "2026-02-14T16:21:40Z"],
  channel: [{ ...text("Channel"), enum: ["Email", "Sms", "Push"] }, "Email"],
  template: [text("Template of the message"), "PaymentReminder"],
  sentAt: [dateTime("Time of sending"), "2026-02-14T16:25:03Z"],
  message: [personalText("Text to send"), "Your payment of $212.40 is due on March 1."],
  code: [personalText("One-time code to pass on; do not store it"), "482913"],
  expiresAt: [dateTime("Expiry time of the code"), "2026-02-14T16:35:00Z"],
  loanNumber: [text("Loan number shown to customers"), "PX-20418"],
  principal: [money("Principal amount"), 5000],
  currency: [{ ...text("ISO 4217 currency code"), pattern: "^[A-Z]{3}$" }, "CAD"],
  balance: [money("Balance after the event"), 3120.5],
  withdrawalAmount: [money("Withdrawn amount"), 800],
  completedAt: [dateTime("Time of the payout"), "2026-02-15T10:02:11Z"],
  isEnabled: [flag("Whether the customer can draw on the loan"), true],
  openedAt: [dateTime("Time the loan was opened"), "2026-02-14T17:00:00Z"],
  closedAt: [dateTime("Time the loan was closed"), "2026-08-01T12:00:00Z"],
} satisfies Record<string, readonly [schema: JsonSchema, sample: unknown]>;

type Field = keyof typeof fields;

function plexeEvent(
  entityType: EntityType,
  group: string,
  name: `WB_${string}`,
  title: string,
  description: string,
  ownFields: readonly Field[],
  values: Partial<Record<Field, unknown>> = {},
): BuiltinEventType {
  const names: Field[] = ["partnerId", ...ownFields.filter((field) => field !== "partnerId")];
  return {
    name,
    title,
    description,
    entityType,
    group,
    system: "Plexe",
    deprecated: false,
    schema: looseObject(Object.fromEntries(names.map((field) => [field, fields[field][0]]))),
    sample: {
      entityId: sampleIds[entityType],
      data: { ...Object.fromEntries(names.map((field) => [field, fields[field][1]])), ...values },
    },
  };
}

const applicationFields: Field[] = ["applicationId", "customerId"];
const personFields: Field[] = ["firstName", "lastName", "email", "phoneNumber"];
const requestedLoanFields: Field[] = ["productName", "requestedAmount", "submittedAt"];
const loanFields: Field[] = ["loanId", "loanNumber", "customerId", "currency"];
const oneTimeCodeFields: Field[] = ["phoneNumber", "code", "expiresAt"];

const applicationEvent = plexeEvent.bind(null, "Application", "Applications");
const customerEvent = plexeEvent.bind(null, "Customer", "Customers");
const loanEvent = plexeEvent.bind(null, "Loan", "Loans");
const messageEventFor = (entityType: EntityType) => plexeEvent.bind(null, entityType, "Codes and messages");

/** The 22 event names of Plexe's partner API. Its payloads are not published; these event types have the fields that a partner needs. */
export const plexeEventTypes: readonly BuiltinEventType[] = [
  plexeEvent(
    "Partner",
    "Partner requests",
    "WB_Partner_Request",
    "Partner request",
    "A partner submitted a request.",
    ["requestId", "requestType", "submittedAt"],
  ),
  applicationEvent("WB_Application_Created", "Application created", "An application was started.", [
    ...applicationFields,
    ...requestedLoanFields,
  ]),
  applicationEvent(
    "WB_Customer_And_Application_Created",
    "Customer and application created",
    "A new customer and their first application were created together.",
    [...applicationFields, ...personFields, ...requestedLoanFields],
  ),
  applicationEvent(
    "WB_Application_Current_Process",
    "Application process changed",
    "The application moved to another step.",
    [...applicationFields, "currentProcess", "previousProcess"],
  ),
  applicationEvent(
    "WB_Application_Status_Changed",
    "Application status changed",
    "The application's status changed.",
    [...applicationFields, "status", "previousStatus"],
  ),
  applicationEvent(
    "WB_Under_Review",
    "Application under review",
    "The application was sent to manual review.",
    [...applicationFields, "queue", "reason"],
    { reason: "Income could not be verified automatically" },
  ),
  applicationEvent(
    "WB_Application_Ready",
    "Application ready",
    "The application is complete and ready for a decision.",
    [...applicationFields, ...requestedLoanFields],
  ),
  applicationEvent("WB_Application_Cancelled", "Application cancelled", "The application was cancelled.", [
    ...applicationFields,
    "cancelledBy",
    "reason",
  ]),
  customerEvent("WB_Customer_Created", "Customer created", "A customer was created.", [
    "customerId",
    ...personFields,
  ]),
  customerEvent(
    "WB_Bank_Transactions_Refresh",
    "Bank transactions refreshed",
    "New bank transactions were fetched.",
    ["customerId", "bankName", "accountCount", "transactionCount", "refreshedAt"],
  ),
  loanEvent("WB_Loan_Created", "Loan created", "A loan was created from an application.", [
    ...loanFields,
    "applicationId",
    "principal",
  ]),
  loanEvent("WB_Loan_Opened", "Loan opened", "A loan was opened.", [...loanFields, "principal", "openedAt"]),
  loanEvent(
    "WB_Loan_Closed",
    "Loan closed",
    "A loan was closed.",
    [...loanFields, "closedAt", "balance", "reason"],
    {
      balance: 0,
      reason: "Paid in full",
    },
  ),
  loanEvent(
    "WB_Loan_Enabled_Or_Disabled",
    "Loan enabled or disabled",
    "Drawing on the loan was enabled or disabled.",
    [...loanFields, "isEnabled", "reason"],
    { isEnabled: false, reason: "Missed payment" },
  ),
  loanEvent(
    "WB_Loan_Withdrawal_Completed",
    "Loan withdrawal completed",
    "A withdrawal from the loan was paid out.",
    [...loanFields, "withdrawalAmount", "balance", "completedAt"],
  ),
  messageEventFor("Customer")(
    "WB_Communication_Sent",
    "Communication sent",
    "A message was sent to a customer.",
    ["customerId", "channel", "template", "sentAt"],
  ),
  messageEventFor("Customer")("WB_Send_Sms", "Send SMS", "The partner must send an SMS.", [
    "customerId",
    "phoneNumber",
    "message",
  ]),
  messageEventFor("Customer")(
    "WB_Send_Otp",
    "Send one-time password",
    "The partner must send a one-time password.",
    ["customerId", ...oneTimeCodeFields],
  ),
  messageEventFor("Customer")(
    "WB_Send_Two_Factor_Code",
    "Send two-factor code",
    "The partner must send a code that completes a sign-in.",
    ["customerId", ...oneTimeCodeFields],
  ),
  messageEventFor("Loan")(
    "WB_Send_Loan_Otp",
    "Send loan one-time password",
    "The partner must send a code that confirms a loan.",
    [...loanFields, ...oneTimeCodeFields],
  ),
  messageEventFor("Application")(
    "WB_Send_Application_Ready",
    "Send application ready notice",
    "The partner must notify the customer that the application is ready.",
    [...applicationFields, "email", "link"],
  ),
  messageEventFor("Application")(
    "WB_Send_Secondary_Applicant_Notice",
    "Send secondary applicant notice",
    "The partner must invite the secondary applicant.",
    [...applicationFields, "secondaryApplicantName", "secondaryApplicantEmail", "link"],
  ),
];
