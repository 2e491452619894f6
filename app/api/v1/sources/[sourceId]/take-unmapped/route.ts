import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { takeUnmappedMessages } from "@/lib/sources/take-unmapped-messages";

export const POST = endpoint(apiCalls.takeUnmappedMessages, async ({ scope, params: { sourceId = "" } }) => {
  const result = await takeUnmappedMessages(scope, sourceId);
  if (!result.ok) throw notFound(`source ${sourceId}`);
  return jsonResponse(202, { taken: result.taken });
});
