import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { attachmentResponse } from "@/lib/adapters/endpoint/responses";
import { readRequestBody } from "@/lib/deliveries/payloads";

export const GET = endpoint(apiCalls.requestBody, async ({ scope, params: { attemptId = "" } }) => {
  const payload = await readRequestBody(scope, attemptId);
  if (!payload) throw notFound(`request body of attempt ${attemptId}`);
  return attachmentResponse(payload, `${attemptId}-request`);
});
