"use server";

import { refresh } from "next/cache";
import type { z } from "zod";
import { actionScope } from "@/app/api/auth/current-scope";
import { formatDuration } from "@/components/domain/format-time";
import { type ActionResult, reject } from "@/components/form/action-result";
import { generateKey } from "@/lib/dialects/keys";
import { OverBudget } from "@/lib/evaluation/over-budget";
import { type Preview, previewRequest } from "@/lib/playground/preview-request";
import { previewRequestSchema, sendTestSchema, simulateSchema } from "@/lib/playground/schema";
import { sendTest, type TestResult } from "@/lib/playground/send-test";
import { simulateEvent } from "@/lib/playground/simulate-event";
import { type TryConditionResult, tryCondition } from "@/lib/playground/try-condition";
import { Forbidden } from "@/lib/scope/scope";
import { checkTriggerCondition } from "@/lib/webhooks/check-and-pin-triggers";
import { type Condition, type ConditionCheck, conditionSchema } from "@/lib/webhooks/conditions/condition";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";
import { revealKey } from "@/lib/webhooks/reveal-key";
import { rotateKey } from "@/lib/webhooks/rotate-key";
import {
  createWebhookSchema,
  revealKeySchema,
  rotateKeySchema,
  updateWebhookSchema,
} from "@/lib/webhooks/schema";
import { pastedRequestSchema, type SignatureVerdict } from "@/lib/webhooks/signing/schema";
import { verifyPastedRequest } from "@/lib/webhooks/signing/verify-pasted-request";
import { updateWebhook } from "@/lib/webhooks/update-webhook";
import type { CreateInput, TestInput, UpdateInput } from "./form/form-values";
import { formErrorMap, rejectIssues, rejectSettings } from "./form/setting-errors";

const deletedMessage = "This webhook was deleted.";
const missingEventTypeMessage = "Choose an event type.";
const unreadableKeyMessage = "The key cannot be decrypted with the configured encryption keys.";

/** `warnings`: a sentence for each secret that saving removed, and for each condition that may not be intended. */
export type SaveResult = ActionResult<{ id: string; released: number; warnings?: string[] }>;

export async function createWebhookAction(input: CreateInput): Promise<SaveResult> {
  const access = await actionScope("webhooks:write", [input]);
  if (!access.ok) return reject(access.message);
  const parsed = createWebhookSchema.safeParse(input, { error: formErrorMap });
  if (!parsed.success) return rejectIssues(parsed.error);
  const created = await createWebhook(access.scope, parsed.data);
  if (!created.ok) return rejectSettings(created.invalid);
  const warnings = created.warnings.map(({ message }) => message);
  return { ok: true, id: created.webhook.id, released: 0, warnings };
}

export async function updateWebhookAction(webhookId: string, input: UpdateInput): Promise<SaveResult> {
  const access = await actionScope("webhooks:write", [webhookId, input]);
  if (!access.ok) return reject(access.message);
  const parsed = updateWebhookSchema.safeParse(input, { error: formErrorMap });
  if (!parsed.success) return rejectIssues(parsed.error);
  const updated = await updateWebhook(access.scope, webhookId, parsed.data);
  if (!updated.ok) {
    return updated.rejected === "invalid_settings" ? rejectSettings(updated.invalid) : reject(deletedMessage);
  }
  refresh();
  const warnings = updated.warnings.map(({ message }) => message);
  return { ok: true, id: updated.webhook.id, released: updated.released, warnings };
}

export async function deleteWebhookAction(webhookId: string): Promise<ActionResult> {
  const access = await actionScope("webhooks:write", [webhookId]);
  if (!access.ok) return reject(access.message);
  return (await deleteWebhook(access.scope, webhookId)) ? { ok: true } : reject(deletedMessage);
}

/** A new random key in the format of the dialect. It is not saved. */
export async function generateKeyAction(
  dialect: string,
  options: Record<string, unknown>,
): Promise<ActionResult<{ key: string }>> {
  const access = await actionScope("webhooks:write", [dialect, options]);
  if (!access.ok) return reject(access.message);
  const key = generateKey(access.scope, dialect, options);
  return key === null ? reject("Unknown format.") : { ok: true, key };
}

/** @returns `newKey`: null if the given key is the current key, which is then kept. */
export async function rotateKeyAction(
  webhookId: string,
  input: z.input<typeof rotateKeySchema>,
): Promise<ActionResult<{ newKey: string | null }>> {
  const access = await actionScope("webhooks:write", [webhookId, input]);
  if (!access.ok) return reject(access.message);
  const parsed = rotateKeySchema.safeParse(input, { error: formErrorMap });
  if (!parsed.success) return rejectIssues(parsed.error);
  const rotated = await rotateKey(access.scope, webhookId, parsed.data);
  if (!rotated.ok) {
    if (rotated.rejected === "not_found") return reject(deletedMessage);
    if (rotated.rejected !== "wrong_key") return reject(rotated.message);
    return rejectSettings([{ field: "key", message: rotated.message }]);
  }
  refresh();
  return { ok: true, newKey: rotated.replaced ? rotated.webhook.key : null };
}

export async function revealKeyAction(
  webhookId: string,
  password: string,
): Promise<ActionResult<{ key: string }>> {
  const access = await actionScope("webhooks:write", [webhookId, password]);
  if (!access.ok) return reject(access.message);
  const parsed = revealKeySchema.safeParse({ password });
  if (!parsed.success) return rejectIssues(parsed.error);
  const revealed = await revealKey(access.scope, webhookId, parsed.data.password);
  refresh();
  if (revealed.ok) return { ok: true, key: revealed.key };
  if (revealed.rejected === "not_found") return reject(deletedMessage);
  if (revealed.rejected === "unreadable") return reject(unreadableKeyMessage);
  if (revealed.rejected !== "throttled")
    return reject("Not revealed.", { password: "The password is incorrect." });
  return reject(`Too many incorrect passwords. Try again in ${formatDuration(revealed.retryAfterSeconds)}.`);
}

/** Sends a test with the settings of the form, saved or not. */
export async function sendTestAction(input: TestInput): Promise<ActionResult<{ result: TestResult }>> {
  const access = await actionScope("webhooks:write", [input]);
  if (!access.ok) return reject(access.message);
  const parsed = sendTestSchema.safeParse(input, { error: formErrorMap });
  if (!parsed.success) return rejectIssues(parsed.error, "Not sent.");
  const tested = await sendTest(access.scope, parsed.data);
  if (tested.ok) return tested;
  if (tested.rejected === "invalid_settings") return rejectSettings(tested.invalid, "Not sent.");
  return reject(tested.rejected === "not_found" ? deletedMessage : missingEventTypeMessage);
}

/** Previews the request that the form's settings produce, even while they are incomplete. */
export async function previewRequestAction(
  input: z.input<typeof previewRequestSchema>,
): Promise<ActionResult<{ preview: Preview }>> {
  const access = await actionScope("webhooks:write", [input]);
  if (!access.ok) return reject(access.message);
  const parsed = previewRequestSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return reject(`The request cannot be previewed: ${issue?.path.join(".")} is incomplete.`);
  }
  const previewed = await previewRequest(access.scope, parsed.data);
  return previewed.ok ? previewed : reject(missingEventTypeMessage);
}

/** Sends a saved webhook a simulated event, delivered like a real one. */
export async function simulateEventAction(
  webhookId: string,
  eventType: string,
): Promise<ActionResult<{ traceId: string }>> {
  const access = await actionScope("webhooks:write", [webhookId, eventType]);
  if (!access.ok) return reject(access.message);
  const parsed = simulateSchema.safeParse({ eventType });
  if (!parsed.success) return reject(missingEventTypeMessage);
  try {
    const simulated = await simulateEvent(access.scope, webhookId, parsed.data.eventType);
    if (!simulated.ok) return reject(simulated.message);
    return { ok: true, traceId: simulated.traceId };
  } catch (error) {
    if (error instanceof OverBudget)
      return reject("Rendering the webhook's template takes too long. Simplify the template.");
    throw error;
  }
}

const firstMessage = ({ issues: [issue] }: z.ZodError) => issue?.message ?? "The condition is not valid.";

/** Checks a condition as the user types it. Returns why it cannot be saved, or a warning about it. */
export async function checkConditionAction(
  eventType: string,
  version: number | null,
  condition: Condition,
): Promise<ConditionCheck> {
  const access = await actionScope("webhooks:write", [eventType, version, condition]);
  if (!access.ok) return { error: access.message, warning: null };
  const parsed = conditionSchema.safeParse(condition);
  if (!parsed.success) return { error: firstMessage(parsed.error), warning: null };
  return checkTriggerCondition({
    eventType: String(eventType),
    version: Number.isInteger(version) ? version : null,
    condition: parsed.data.expression,
    language: parsed.data.language,
  });
}

/** Evaluates a condition on the last events of a type. */
export async function tryConditionAction(
  eventType: string,
  condition: Condition,
): Promise<TryConditionResult> {
  const access = await actionScope("webhooks:write", [eventType, condition]);
  if (!access.ok) return { ok: false, message: access.message };
  const parsed = conditionSchema.safeParse(condition);
  if (!parsed.success) return { ok: false, message: firstMessage(parsed.error) };
  try {
    return await tryCondition(access.scope, String(eventType), parsed.data);
  } catch (error) {
    if (!(error instanceof Forbidden)) throw error;
    return {
      ok: false,
      message: "Testing against past events requires the permission “View Webhook History”.",
    };
  }
}

/** Checks the signature of a pasted request. Nothing is stored. */
export async function verifySignatureAction(
  webhookId: string,
  pasted: { headers: string; body: string },
): Promise<ActionResult<{ verdict: SignatureVerdict }>> {
  const access = await actionScope("webhooks:write", [webhookId, pasted]);
  if (!access.ok) return reject(access.message);
  const parsed = pastedRequestSchema.safeParse(pasted, { error: formErrorMap });
  if (!parsed.success) return rejectIssues(parsed.error, "Not checked.");
  const verified = await verifyPastedRequest(access.scope, webhookId, parsed.data);
  if (verified.ok) return verified;
  if (verified.rejected === "not_found") return reject(deletedMessage);
  return reject(
    verified.rejected === "unreadable" ? unreadableKeyMessage : "This webhook's deliveries are not signed.",
  );
}
