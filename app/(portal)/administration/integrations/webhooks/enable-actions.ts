"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { describeJobRejection } from "@/app/(portal)/jobs/describe-rejection";
import { actionScope } from "@/app/api/auth/current-scope";
import type { JobRejected } from "@/components/jobs/start-job";
import { enableWebhook, planEnable } from "@/lib/recovery/enable-webhook";
import type { EnablePlan, Probe } from "@/lib/recovery/schema";
import { describeMissingPermission } from "@/lib/scope/permissions";
import { can } from "@/lib/scope/scope";

const choiceSchema = z.object({ webhookId: z.uuid(), test: z.boolean(), resendFailed: z.boolean() });
/** `test`: sends one delivery first, and enables the webhook only if that succeeds. */
type EnableChoice = z.infer<typeof choiceSchema>;

/** `test`: the outcome of the test; null if there was no test. `jobId`: the job that sends the deliveries; null if there were none. */
type EnableResult =
  | { ok: true; enabled: true; test: Probe | null; jobId: string | null }
  | { ok: true; enabled: false; test: Probe }
  | JobRejected;

const deletedMessage = "This webhook was deleted.";

/** Counts the deliveries that enabling a paused webhook would send. */
export async function planEnableAction(
  webhookId: string,
): Promise<{ ok: true; plan: EnablePlan } | JobRejected> {
  const access = await actionScope("webhooks:write", [webhookId]);
  if (!access.ok) return { ok: false, message: access.message };
  if (!can(access.scope, "deliveries:resend"))
    return { ok: false, message: describeMissingPermission("deliveries:resend") };
  if (!z.uuid().safeParse(webhookId).success) return { ok: false, message: deletedMessage };
  const planned = await planEnable(access.scope, webhookId);
  if (planned.ok) return planned;
  return planned.rejected === "unknown_webhook"
    ? { ok: false, message: deletedMessage }
    : describeJobRejection(planned);
}

/** Tests the receiver, if asked to, then enables the webhook and starts the job that sends its deliveries. */
export async function enableWebhookAction(choice: EnableChoice): Promise<EnableResult> {
  const access = await actionScope("webhooks:write", [choice]);
  if (!access.ok) return { ok: false, message: access.message };
  if (!can(access.scope, "deliveries:resend"))
    return { ok: false, message: describeMissingPermission("deliveries:resend") };
  const parsed = choiceSchema.safeParse(choice);
  if (!parsed.success) return { ok: false, message: deletedMessage };
  const { webhookId, ...options } = parsed.data;
  const enabled = await enableWebhook(access.scope, webhookId, options);
  refresh();
  if (enabled.ok) return enabled;
  switch (enabled.rejected) {
    case "not_found":
    case "unknown_webhook":
      return { ok: false, message: deletedMessage };
    case "nothing_to_send":
    case "invalid_settings":
      return { ok: false, message: enabled.message };
    default:
      return describeJobRejection(enabled);
  }
}
