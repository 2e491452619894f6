import { Problem } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { loanproCalls } from "@/lib/adapters/loanpro/calls";
import { loanproEndpoint } from "@/lib/adapters/loanpro/endpoint";
import { requestResendOfAttempt } from "@/lib/deliveries/request-resend-of-attempt";

const statusByRejection = {
  ...{ not_found: 404, no_such_attempt: 404, body_removed: 410 },
  ...{ webhook_deleted: 409, webhook_disabled: 409 },
};

export const POST = loanproEndpoint(loanproCalls.retryWebhook, async ({ scope, params }) => {
  const { traceId = "", attempt = "" } = params;
  const resent = await requestResendOfAttempt(scope, traceId, attempt);
  if (!resent.ok) throw new Problem(statusByRejection[resent.rejected], resent.rejected, resent.message);
  const { attemptId } = resent;
  return jsonResponse(200, { success: true, traceId, attemptId });
});
