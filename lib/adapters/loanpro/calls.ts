import { z } from "zod";
import { resendErrors } from "../api/documented-errors";
import type { Call } from "../endpoint/call";
import { retryResultSchema } from "./schema";

/** LoanPro's calls. A client's bearer token is an API key here. */
export const loanproCalls = {
  retryWebhook: {
    method: "POST",
    path: "/api/public/api/1/webhook/retry/{traceId}/{attempt}",
    summary: "Resend an attempt",
    description: "`attempt` is an attempt's number or ID, or `manual` for any manual attempt.",
    params: { traceId: z.uuid(), attempt: z.string().meta({ examples: ["1"] }) },
    permission: "deliveries:resend",
    errors: [
      {
        status: 404,
        code: "no_such_attempt",
        when: "The attempt does not exist, or this API key cannot see it.",
      },
      ...resendErrors,
    ],
    response: { status: 200, body: retryResultSchema, description: "Queued as a manual attempt." },
  },
} satisfies Record<string, Call>;
