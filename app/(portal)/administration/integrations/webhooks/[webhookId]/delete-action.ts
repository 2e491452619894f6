"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Rejection, reject } from "@/components/form/action-result";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";

export async function deleteWebhookAction(webhookId: string): Promise<{ ok: true } | Rejection> {
  const access = await actionScope("webhooks:write", [webhookId]);
  if (!access.ok) return reject(access.message);
  const deleted = await deleteWebhook(access.scope, webhookId);
  return deleted ? { ok: true } : reject("This webhook was deleted already.");
}
