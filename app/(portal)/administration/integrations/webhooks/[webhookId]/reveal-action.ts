"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { formatDuration } from "@/components/domain/format-time";
import { type Rejection, reject } from "@/components/form/action-result";
import { revealKey } from "@/lib/webhooks/reveal-key";
import { revealKeySchema } from "@/lib/webhooks/schema";
import { rejectIssues } from "../form/reject-settings";

export async function revealKeyAction(
  webhookId: string,
  password: string,
): Promise<{ ok: true; key: string } | Rejection> {
  const access = await actionScope("webhooks:write", [webhookId, password]);
  if (!access.ok) return reject(access.message);
  const parsed = revealKeySchema.safeParse({ password });
  if (!parsed.success) return rejectIssues(parsed.error);
  const revealed = await revealKey(access.scope, webhookId, parsed.data.password);
  refresh();
  if (revealed.ok) return { ok: true, key: revealed.key };
  if (revealed.rejected === "not_found") return reject("This webhook was deleted.");
  if (revealed.rejected === "throttled") {
    return reject(`Too many wrong passwords. Try again in ${formatDuration(revealed.retryAfterSeconds)}.`);
  }
  if (revealed.rejected === "unreadable") {
    return reject("The key cannot be opened: the encryption key that sealed it is not configured.");
  }
  return reject("Not shown.", { password: "This is not your password." });
}
