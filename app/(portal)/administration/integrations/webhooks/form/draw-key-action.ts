"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Refusal, refuse } from "@/components/form/answer";
import { drawKey } from "@/lib/dialects/draw-key";

/** A fresh random key, as the receivers of this dialect expect it. */
export async function drawKeyAction(
  dialect: string,
  options: Record<string, unknown>,
): Promise<{ ok: true; key: string } | Refusal> {
  const access = await actionScope("webhooks:write", [dialect, options]);
  if (!access.ok) return refuse(access.message);
  const key = drawKey(access.scope, dialect, options);
  return key === null ? refuse("There is no such format.") : { ok: true, key };
}
