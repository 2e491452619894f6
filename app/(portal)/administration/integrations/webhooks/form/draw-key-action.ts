"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Rejection, reject } from "@/components/form/action-result";
import { drawKey } from "@/lib/dialects/draw-key";

/** A fresh random key, as the receivers of this dialect expect it. */
export async function drawKeyAction(
  dialect: string,
  options: Record<string, unknown>,
): Promise<{ ok: true; key: string } | Rejection> {
  const access = await actionScope("webhooks:write", [dialect, options]);
  if (!access.ok) return reject(access.message);
  const key = drawKey(access.scope, dialect, options);
  return key === null ? reject("There is no such format.") : { ok: true, key };
}
