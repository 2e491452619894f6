import type { z } from "zod";
import type { createWebhookSchema } from "@/lib/webhooks/schema";

type Input = z.input<typeof createWebhookSchema>;

/** The demo's webhooks by what they show; `path` is the built-in receiver's. */
export const demoWebhooks: (Omit<Input, "url" | "name"> & {
  name: string;
  path: string;
  partner?: boolean;
})[] = [
  {
    name: "Core servicer feed",
    path: "servicer/ok",
    triggers: ["PaymentPosted", "LoanStatusChanged", "LoanChargePosted", "WB_Loan_Closed", "WB_Loan_Opened"],
  },
  { name: "Pricing desk", path: "pricing/ok", triggers: ["OpportunityCreated", "OpportunityUpdated"] },
  { name: "Collections agency", path: "collections/fail", triggers: ["AutopayFailed"], retryDelays: [1] },
  { name: "Data warehouse", path: "warehouse/fail", triggers: ["PaymentPosted"] },
  { name: "Document archive", path: "archive/gone", triggers: ["AccountActivated"], retryDelays: [1] },
  { name: "Old CRM", path: "crm/redirect", triggers: ["*"], state: "disabled" },
  { name: "Northwind Partners", path: "northwind/slow", triggers: ["WB_Loan_Created"], partner: true },
];
