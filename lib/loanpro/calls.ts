import { z } from "zod";
import type { Call } from "../api/call";

const retriedSchema = z.object({
  success: z.literal(true),
  traceId: z.uuid(),
  /** The manual attempt that was queued. */
  attemptId: z.uuid(),
});

/** LoanPro's calls, answered in its words. A LoanPro client's bearer token is an API key here. */
export const loanproCalls = {
  retryWebhook: {
    method: "POST",
    path: "/api/public/api/1/webhook/retry/{traceId}/{attempt}",
    summary: 'Resend an attempt that exists, by its number, as "manual", or by its id (LoanPro)',
    params: { traceId: z.uuid(), attempt: z.string() },
    permission: "deliveries:resend",
    answer: { status: 200, body: retriedSchema, description: "Queued as a manual attempt." },
  },
} satisfies Record<string, Call>;
