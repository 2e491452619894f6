import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { attachmentResponse } from "@/lib/adapters/endpoint/responses";
import { readResponseBody } from "@/lib/deliveries/payloads";

export const GET = endpoint(apiCalls.responseBody, async ({ scope, params: { attemptId = "" } }) => {
  const payload = await readResponseBody(scope, attemptId);
  if (!payload) throw notFound(`response body of attempt ${attemptId}`);
  return attachmentResponse(payload, `${attemptId}-response`);
});
