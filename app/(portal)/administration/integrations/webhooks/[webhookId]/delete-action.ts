"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";
import { type Refusal, refuse } from "../form/answer";

export async function deleteWebhookAction(webhookId: string): Promise<{ ok: true } | Refusal> {
  const access = await actionScope("webhooks:write");
  if (!access.ok) return refuse(access.message);
  const deleted = await deleteWebhook(access.scope, webhookId);
  return deleted ? { ok: true } : refuse("This webhook was deleted already.");
}
