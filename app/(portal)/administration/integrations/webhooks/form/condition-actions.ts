"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { Forbidden } from "@/lib/access/scope";
import { type Tried, tryCondition } from "@/lib/events/try-condition";
import { conditionError } from "@/lib/webhooks/condition";

/** What is wrong with a condition as it is typed; null when nothing is. */
export async function checkConditionAction(condition: string): Promise<{ fault: string | null }> {
  const access = await actionScope("webhooks:write", [condition]);
  if (!access.ok) return { fault: access.message };
  return { fault: conditionError(String(condition)) };
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
