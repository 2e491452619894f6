import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { Problem } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { requestResend } from "@/lib/deliveries/request-resend";

const statusByRejection = { not_found: 404, body_removed: 410, webhook_deleted: 409, webhook_disabled: 409 };

export const POST = endpoint(apiCalls.resend, async ({ scope, params: { traceId = "" } }) => {
  const resent = await requestResend(scope, traceId);
  if (!resent.ok) throw new Problem(statusByRejection[resent.rejected], resent.rejected, resent.message);
  const { attemptId } = resent;
  return jsonResponse(202, { attemptId });
});
