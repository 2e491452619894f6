"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject } from "@/components/form/action-result";
import { skipDelivery } from "@/lib/deliveries/skip-delivery";

/** Skips a failed delivery that later deliveries wait for. */
export async function skipAction(traceId: string): Promise<ActionResult> {
  const access = await actionScope("deliveries:resend", [traceId]);
  if (!access.ok) return reject(access.message);
  const outcome = await skipDelivery(access.scope, String(traceId));
  if (!outcome.ok) return reject(outcome.message);
  refresh();
  return { ok: true };
}
