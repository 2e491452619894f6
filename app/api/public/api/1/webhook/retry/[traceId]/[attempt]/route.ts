import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { loanproCalls, retryErrors } from "@/lib/adapters/loanpro/calls";
import { loanproEndpoint } from "@/lib/adapters/loanpro/endpoint";
import { requestResendOfAttempt } from "@/lib/deliveries/request-resend-of-attempt";

export const POST = loanproEndpoint(loanproCalls.retryWebhook, async ({ scope, params }) => {
  const { traceId = "", attempt = "" } = params;
  const resent = await requestResendOfAttempt(scope, traceId, attempt);
  if (!resent.ok) throw rejectionProblem(retryErrors, resent);
  const { attemptId, deliveryId } = resent;
  return jsonResponse(200, { success: true, traceId: deliveryId, attemptId });
});
