import { calls } from "@/lib/api/calls";
import { endpoint, json } from "@/lib/api/endpoint";
import { notFound } from "@/lib/api/problem";
import { rotateKey } from "@/lib/webhooks/rotate-key";

export const POST = endpoint(calls.rotateKey, async ({ scope, body, params: { webhookId = "" } }) => {
  const webhook = await rotateKey(scope, webhookId, body);
  if (!webhook) throw notFound(`webhook ${webhookId}`);
  return json(200, webhook);
});
