import { z } from "zod";
import type { RequestResendOfAttemptResult } from "../../deliveries/request-resend-of-attempt";
import { type ErrorsByCode, listErrors, type RejectionCode, resendErrors } from "../api/documented-errors";
import type { Call } from "../endpoint/call";
import { retryResultSchema } from "./schema";

export const retryErrors: ErrorsByCode<RejectionCode<RequestResendOfAttemptResult>> = {
  no_such_attempt: { status: 404, when: "The attempt does not exist, or this API key cannot see it." },
  ...resendErrors,
};

/** LoanPro's calls. The client's bearer token is an API key. */
export const loanproCalls = {
  retryWebhook: {
    method: "POST",
    path: "/api/public/api/1/webhook/retry/{traceId}/{attempt}",
    summary: "Resend a delivery",
    description:
      "`attempt` is the number or ID of any of the delivery's attempts, or `manual` if the delivery has a manual attempt. The same bytes are sent in each case.",
    params: { traceId: z.uuid(), attempt: z.string().meta({ examples: ["1"] }) },
    permission: "deliveries:resend",
    errors: listErrors(retryErrors),
    response: { status: 200, body: retryResultSchema, description: "Queued as a manual attempt." },
  },
} satisfies Record<string, Call>;
