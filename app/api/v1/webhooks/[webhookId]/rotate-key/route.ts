import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { invalidSettingsProblem } from "@/lib/adapters/api/rejection-problems";
import { notFound, Problem } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { rotateKey } from "@/lib/webhooks/rotate-key";

export const POST = endpoint(apiCalls.rotateKey, async ({ scope, body, params: { webhookId = "" } }) => {
  const rotated = await rotateKey(scope, webhookId, body);
  if (rotated.ok) return jsonResponse(200, rotated.webhook);
  if (rotated.rejected === "not_found") throw notFound(`webhook ${webhookId}`);
  if (rotated.rejected !== "wrong_key") throw new Problem(409, rotated.rejected, rotated.message);
  throw invalidSettingsProblem([{ field: "key", code: "key_invalid", message: rotated.message }]);
});
