"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { durationText } from "@/components/domain/format-time";
import { type Refusal, refuse } from "@/components/form/answer";
import { revealKey } from "@/lib/webhooks/reveal-key";
import { revealKeySchema } from "@/lib/webhooks/schema";
import { refuseIssues } from "../form/refuse-settings";

export async function revealKeyAction(
  webhookId: string,
  password: string,
): Promise<{ ok: true; key: string } | Refusal> {
  const access = await actionScope("webhooks:write", [webhookId, password]);
  if (!access.ok) return refuse(access.message);
  const parsed = revealKeySchema.safeParse({ password });
  if (!parsed.success) return refuseIssues(parsed.error);
  const revealed = await revealKey(access.scope, webhookId, parsed.data.password);
  refresh();
  if (revealed.ok) return { ok: true, key: revealed.key };
  if (revealed.refused === "not_found") return refuse("This webhook was deleted.");
  if (revealed.refused === "throttled") {
    return refuse(`Too many wrong passwords. Try again in ${durationText(revealed.retryAfterSeconds)}.`);
  }
  if (revealed.refused === "unreadable") {
    return refuse("The key cannot be opened: the encryption key that sealed it is not configured.");
  }
  return refuse("Not shown.", { password: "This is not your password." });
}
