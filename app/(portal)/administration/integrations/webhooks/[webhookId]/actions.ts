"use server";

import { refresh } from "next/cache";
import type { z } from "zod";
import { actionScope } from "@/app/api/auth/current-scope";
import { type Rejection, reject } from "@/components/form/action-result";
import { announce } from "@/inngest/announce";
import { firstAttempts } from "@/inngest/signals";
import { OverBudget } from "@/lib/evaluation/over-budget";
import { simulateEvent } from "@/lib/playground/simulate-event";
import { rotateKey } from "@/lib/webhooks/rotate-key";
import { rotateKeySchema, simulateSchema } from "@/lib/webhooks/schema";
import { inWords, rejectIssues, rejectSettings } from "../form/reject-settings";

export async function rotateKeyAction(
  webhookId: string,
  input: z.input<typeof rotateKeySchema>,
): Promise<{ ok: true; key: string } | Rejection> {
  const access = await actionScope("webhooks:write", [webhookId, input]);
  if (!access.ok) return reject(access.message);
  const parsed = rotateKeySchema.safeParse(input, { error: inWords });
  if (!parsed.success) return rejectIssues(parsed.error);
  const rotated = await rotateKey(access.scope, webhookId, parsed.data);
  if (!rotated.ok) {
    return rotated.rejected === "not_found"
      ? reject("This webhook was deleted.")
      : rotated.rejected === "wrong_key"
        ? rejectSettings([{ field: "key", message: rotated.message }])
        : reject(rotated.message);
  }
  refresh();
  return { ok: true, key: rotated.webhook.key };
}

export async function simulateEventAction(
  webhookId: string,
  eventType: string,
): Promise<{ ok: true; traceId: string } | Rejection> {
  const access = await actionScope("webhooks:write", [webhookId, eventType]);
  if (!access.ok) return reject(access.message);
  const parsed = simulateSchema.safeParse({ eventType });
  if (!parsed.success) return reject("Choose an event type.");
  try {
    const simulated = await simulateEvent(access.scope, webhookId, parsed.data.eventType);
    if (!simulated.ok) return reject(simulated.message);
    await announce(firstAttempts(simulated.due));
    return { ok: true, traceId: simulated.traceId };
  } catch (error) {
    if (error instanceof OverBudget) return reject("The webhook's template takes too long. Make it simpler.");
    throw error;
  }
}
