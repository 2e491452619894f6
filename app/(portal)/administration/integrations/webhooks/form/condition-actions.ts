"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Tried, tryCondition } from "@/lib/playground/try-condition";
import { Forbidden } from "@/lib/scope/scope";
import type { ConditionVerdict } from "@/lib/webhooks/conditions/check-condition";
import { judgeTrigger } from "@/lib/webhooks/judge-trigger";

/** What is to be said of a condition as it is typed: why it cannot be saved, or what may not be meant. */
export async function checkConditionAction(eventType: string, condition: string): Promise<ConditionVerdict> {
  const access = await actionScope("webhooks:write", [eventType, condition]);
  if (!access.ok) return { fault: access.message, warning: null };
  return judgeTrigger({ eventType: String(eventType), version: null, condition: String(condition) });
}

/** Tries a condition, as it is typed, against the last events of a type. */
export async function tryConditionAction(eventType: string, condition: string): Promise<Tried> {
  const access = await actionScope("webhooks:write", [eventType, condition]);
  if (!access.ok) return { ok: false, message: access.message };
  try {
    return await tryCondition(access.scope, String(eventType), String(condition));
  } catch (error) {
    if (!(error instanceof Forbidden)) throw error;
    return { ok: false, message: "Looking at past events takes the permission View Webhook History." };
  }
}
