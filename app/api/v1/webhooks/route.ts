import { calls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { invalidSettings } from "@/lib/adapters/api/rejections";
import { json, page } from "@/lib/adapters/endpoint/responses";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { listWebhooks } from "@/lib/webhooks/queries";

export const GET = endpoint(calls.listWebhooks, async ({ scope, query, request }) =>
  page(await listWebhooks(scope, query), request),
);

export const POST = endpoint(calls.createWebhook, async ({ scope, body }) => {
  const created = await createWebhook(scope, body);
  if (!created.ok) throw invalidSettings(created.invalid);
  return json(
    201,
    { ...created.webhook, warnings: created.warnings },
    { Location: `/api/v1/webhooks/${created.webhook.id}` },
  );
});
