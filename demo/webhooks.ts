import type { z } from "zod";
import type { createWebhookSchema } from "@/lib/webhooks/schema";
import type { DemoPartnerName } from "./users";

type WebhookInput = z.input<typeof createWebhookSchema>;

/** The demo's webhooks. `path` is on the built-in receiver; its last segment says how the receiver responds. */
export const demoWebhooks: (Omit<WebhookInput, "url" | "name" | "partnerId"> & {
  name: string;
  path: string;
  partner?: DemoPartnerName;
})[] = [
  {
    name: "Core servicer feed",
    path: "servicer/ok",
    triggers: ["PaymentPosted", "PaymentReversed", "LoanStatusChanged", "LoanChargePosted"],
    headers: { "X-Servicer-Environment": "production" },
  },
  { name: "Pricing desk", path: "pricing/ok", triggers: ["OpportunityCreated", "OpportunityUpdated"] },
  {
    name: "Large payments watch",
    path: "treasury/ok",
    dialect: "loanpro",
    triggers: [{ eventType: "PaymentPosted", condition: "data.paymentAmount > 1500.0" }],
  },
  {
    name: "Origination system",
    path: "origination/slow",
    dialect: "plexe",
    triggers: ["WB_Application_Ready", "WB_Application_Status_Changed"],
  },
  {
    name: "Microfinance ledger",
    path: "ledger/ok",
    dialect: "fineract",
    triggers: ["CLIENT.CREATE", "CLIENT.ACTIVATE"],
  },
  { name: "Collections agency", path: "collections/fail", triggers: ["AutopayFailed"], retryDelays: [1] },
  {
    name: "Data warehouse",
    path: "warehouse/fail",
    dialect: "standard-webhooks",
    triggers: ["LoanChargePosted"],
    retryDelays: [900, 3_600, 14_400],
  },
  { name: "Document archive", path: "archive/gone", triggers: ["AccountActivated"], retryDelays: [1] },
  {
    name: "Credit bureau reporting",
    path: "bureau/hang",
    triggers: ["AccountModified"],
    timeoutSeconds: 1,
    retryDelays: [1_800, 7_200],
  },
  {
    name: "Member mobile app",
    path: "app/redirect",
    triggers: ["ChangeDueDatePosted"],
    retryDelays: [600, 3_600],
  },
  { name: "Old CRM", path: "crm/redirect", triggers: ["*"], state: "disabled" },
  {
    name: "Fernhollow broker portal",
    path: "fernhollow/slow",
    dialect: "plexe",
    triggers: ["WB_Loan_Created", "WB_Application_Ready"],
    partner: "Fernhollow Brokers",
  },
  {
    name: "Quillmark dealer desk",
    path: "quillmark/fail",
    triggers: ["WB_Loan_Created"],
    partner: "Quillmark Auto Finance",
    retryDelays: [1],
  },
  {
    name: "Bluequarry bookkeeping",
    path: "bluequarry/ok",
    triggers: ["PaymentPosted"],
    partner: "Bluequarry Builders",
    signatureEncoding: "hex",
  },
];
