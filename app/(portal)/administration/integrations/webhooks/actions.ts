"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type Rejection, reject } from "@/components/form/action-result";
import { announce } from "@/inngest/announce";
import { sweepRequested } from "@/inngest/signals";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { createWebhookSchema, updateWebhookSchema } from "@/lib/webhooks/schema";
import { updateWebhook } from "@/lib/webhooks/update-webhook";
import type { CreateInput, UpdateInput } from "./form/form-values";
import { inWords, rejectIssues, rejectSettings } from "./form/reject-settings";

/** `warnings`: what saving removed, in words. */
export type Saved = { ok: true; id: string; released: number; warnings?: string[] } | Rejection;

export async function createWebhookAction(input: CreateInput): Promise<Saved> {
  const access = await actionScope("webhooks:write", [input]);
  if (!access.ok) return reject(access.message);
  const parsed = createWebhookSchema.safeParse(input, { error: inWords });
  if (!parsed.success) return rejectIssues(parsed.error);
  const created = await createWebhook(access.scope, parsed.data);
  return created.ok ? { ok: true, id: created.webhook.id, released: 0 } : rejectSettings(created.wrong);
}

export async function updateWebhookAction(webhookId: string, input: UpdateInput): Promise<Saved> {
  const access = await actionScope("webhooks:write", [webhookId, input]);
  if (!access.ok) return reject(access.message);
  const parsed = updateWebhookSchema.safeParse(input, { error: inWords });
  if (!parsed.success) return rejectIssues(parsed.error);
  const updated = await updateWebhook(access.scope, webhookId, parsed.data);
  if (!updated.ok) {
    return updated.rejected === "wrong_settings"
      ? rejectSettings(updated.wrong)
      : reject("This webhook was deleted.");
  }
  if (updated.released > 0) await announce([{ name: sweepRequested, data: { webhookId } }]);
  refresh();
  const warnings = updated.warnings.map(({ message }) => message);
  return { ok: true, id: webhookId, released: updated.released, warnings };
}
