import { apiCalls } from "@/lib/adapters/api/calls";
import { rotateErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { rotateKey } from "@/lib/webhooks/rotate-key";

export const POST = endpoint(apiCalls.rotateKey, async ({ scope, body, params: { webhookId = "" } }) => {
  const rotated = await rotateKey(scope, webhookId, body);
  if (rotated.ok) return jsonResponse(200, rotated.webhook);
  if (rotated.rejected === "not_found") throw notFound(`webhook ${webhookId}`);
  const { rejected, message } = rotated;
  throw rejected === "wrong_key"
    ? rejectionProblem(rotateErrors, { rejected: "key_invalid", message, field: "key" })
    : rejectionProblem(rotateErrors, { rejected, message });
});
