"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type Refusal, refuse } from "@/components/form/answer";
import { announce, sweepRequested } from "@/inngest/signals";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { createWebhookSchema, updateWebhookSchema } from "@/lib/webhooks/schema";
import { updateWebhook } from "@/lib/webhooks/update-webhook";
import type { CreateInput, UpdateInput } from "./form/form-values";
import { inWords, refuseIssues, refuseSettings } from "./form/refuse-settings";

/** `warnings`: what saving removed, in words. */
export type Saved = { ok: true; id: string; released: number; warnings?: string[] } | Refusal;

export async function createWebhookAction(input: CreateInput): Promise<Saved> {
  const access = await actionScope("webhooks:write", [input]);
  if (!access.ok) return refuse(access.message);
  const parsed = createWebhookSchema.safeParse(input, { error: inWords });
  if (!parsed.success) return refuseIssues(parsed.error);
  const created = await createWebhook(access.scope, parsed.data);
  return created.ok ? { ok: true, id: created.webhook.id, released: 0 } : refuseSettings(created.wrong);
}

export async function updateWebhookAction(webhookId: string, input: UpdateInput): Promise<Saved> {
  const access = await actionScope("webhooks:write", [webhookId, input]);
  if (!access.ok) return refuse(access.message);
  const parsed = updateWebhookSchema.safeParse(input, { error: inWords });
  if (!parsed.success) return refuseIssues(parsed.error);
  const updated = await updateWebhook(access.scope, webhookId, parsed.data);
  if (!updated.ok) {
    return updated.refused === "wrong_settings"
      ? refuseSettings(updated.wrong)
      : refuse("This webhook was deleted.");
  }
  if (updated.released > 0) await announce([{ name: sweepRequested, data: { webhookId } }]);
  refresh();
  const warnings = updated.warnings.map(({ message }) => message);
  return { ok: true, id: webhookId, released: updated.released, warnings };
}
