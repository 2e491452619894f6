import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { invalidSettingsProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse, pageResponse } from "@/lib/adapters/endpoint/responses";
import { limitWebhookForLink } from "@/lib/portal-links/limit-for-link";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { listWebhooks } from "@/lib/webhooks/queries";

export const GET = endpoint(apiCalls.listWebhooks, async ({ scope, query, request }) => {
  const { items, nextCursor } = await listWebhooks(scope, query);
  return pageResponse(
    { items: items.map((webhook) => limitWebhookForLink(scope, webhook)), nextCursor },
    request,
  );
});

export const POST = endpoint(apiCalls.createWebhook, async ({ scope, body }) => {
  const created = await createWebhook(scope, body);
  if (!created.ok) throw invalidSettingsProblem(created.invalid);
  return jsonResponse(
    201,
    { ...created.webhook, warnings: created.warnings },
    { Location: `/api/v1/webhooks/${created.webhook.id}` },
  );
});
