import { attachment } from "@/lib/api/attachment";
import { calls } from "@/lib/api/calls";
import { endpoint } from "@/lib/api/endpoint";
import { notFound } from "@/lib/api/problem";
import { responseBody } from "@/lib/deliveries/payloads";

export const GET = endpoint(calls.responseBody, async ({ scope, params: { attemptId = "" } }) => {
  const payload = await responseBody(scope, attemptId);
  if (!payload) throw notFound(`response body of attempt ${attemptId}`);
  return attachment(payload, `${attemptId}-response`);
});
