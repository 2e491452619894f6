import { apiCalls } from "@/lib/adapters/api/calls";
import { resendErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { requestResend } from "@/lib/deliveries/request-resend";

export const POST = endpoint(apiCalls.resend, async ({ scope, body, params: { traceId = "" } }) => {
  const resent = await requestResend(scope, traceId, body);
  if (!resent.ok) throw rejectionProblem(resendErrors, resent);
  const { attemptId } = resent;
  return jsonResponse(202, { attemptId });
});
