"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Refusal, refuse } from "@/components/form/answer";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";

export async function deleteWebhookAction(webhookId: string): Promise<{ ok: true } | Refusal> {
  const access = await actionScope("webhooks:write", [webhookId]);
  if (!access.ok) return refuse(access.message);
  const deleted = await deleteWebhook(access.scope, webhookId);
  return deleted ? { ok: true } : refuse("This webhook was deleted already.");
}
