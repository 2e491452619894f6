import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { invalidSettingsProblem } from "@/lib/adapters/api/rejection-problems";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { limitWebhookForLink } from "@/lib/portal-links/limit-for-link";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";
import { findWebhook } from "@/lib/webhooks/queries";
import { updateWebhook } from "@/lib/webhooks/update-webhook";

export const GET = endpoint(apiCalls.getWebhook, async ({ scope, params: { webhookId = "" } }) => {
  const webhook = await findWebhook(scope, webhookId);
  if (!webhook) throw notFound(`webhook ${webhookId}`);
  return jsonResponse(200, limitWebhookForLink(scope, webhook));
});

export const PATCH = endpoint(apiCalls.updateWebhook, async ({ scope, body, params: { webhookId = "" } }) => {
  const updated = await updateWebhook(scope, webhookId, body);
  if (!updated.ok) {
    throw updated.rejected === "not_found"
      ? notFound(`webhook ${webhookId}`)
      : invalidSettingsProblem(updated.invalid);
  }
  return jsonResponse(200, { ...updated.webhook, warnings: updated.warnings });
});

export const DELETE = endpoint(apiCalls.deleteWebhook, async ({ scope, params: { webhookId = "" } }) => {
  if (!(await deleteWebhook(scope, webhookId))) throw notFound(`webhook ${webhookId}`);
  return { status: 204, headers: {}, body: null };
});
