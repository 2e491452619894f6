import { z } from "zod";
import { resendErrors } from "../api/documented-errors";
import type { Call } from "../endpoint/call";
import { retriedSchema } from "./schema";

/** LoanPro's calls, answered in its words. A LoanPro client's bearer token is an API key here. */
export const loanproCalls = {
  retryWebhook: {
    method: "POST",
    path: "/api/public/api/1/webhook/retry/{traceId}/{attempt}",
    summary: 'Resend an attempt that exists, by its number, as "manual", or by its id (LoanPro)',
    params: { traceId: z.uuid(), attempt: z.string().meta({ examples: ["1"] }) },
    permission: "deliveries:resend",
    rejections: [
      {
        status: 404,
        code: "no_such_attempt",
        when: "It was never attempted so, or this key may not see it.",
      },
      ...resendErrors,
    ],
    answer: { status: 200, body: retriedSchema, description: "Queued as a manual attempt." },
  },
} satisfies Record<string, Call>;
