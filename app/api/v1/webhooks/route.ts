import { calls } from "@/lib/adapters/api/calls";
import { endpoint, json } from "@/lib/adapters/api/endpoint";
import { page } from "@/lib/adapters/api/page";
import { invalidSettings } from "@/lib/adapters/api/validate";
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
