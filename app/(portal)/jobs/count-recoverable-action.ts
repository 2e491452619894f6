"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import type { CountRecoverableResult } from "@/components/jobs/action-types";
import { currentTimeMs } from "@/lib/clock";
import { env } from "@/lib/env";
import { countRecoverable } from "@/lib/jobs/recovery/count-recoverable";
import { findAffectedSince } from "@/lib/jobs/recovery/find-affected-since";
import { recoveryQuerySchema } from "@/lib/jobs/recovery/schema";
import { describeJobRejection } from "./describe-rejection";
import { listSincePresets } from "./since-presets";

/**
 * Counts what could be recovered. Times are computed here, by the ledger's clock. Without a preset and a time, the window begins where
 * the pause of a webhook left deliveries behind, if one is paused, and 24 hours ago otherwise.
 */
export async function countRecoverableAction(input: unknown): Promise<CountRecoverableResult> {
  const access = await actionScope("deliveries:resend", [input]);
  if (!access.ok) return { ok: false, message: access.message };
  const parsed = recoveryQuerySchema.safeParse(input);
  if (!parsed.success) return { ok: false, message: parsed.error.issues[0]?.message ?? "Not valid." };
  const { webhookId, since, from, to } = parsed.data;
  const presets = listSincePresets({
    now: currentTimeMs(),
    timeZone: env().HOOKLEDGER_TIME_ZONE,
    affectedSince: await findAffectedSince(access.scope, webhookId),
    ofOneWebhook: webhookId !== undefined,
  });
  const preset = presets.find(({ value }) => value === since) ?? presets.find(({ isDefault }) => isDefault);
  const start = from ?? preset?.from;
  if (!start) return { ok: false, message: "Choose since when." };
  const used = {
    options: presets.map(({ value, label }) => ({ value, label })),
    since: from ? null : (preset?.value ?? null),
  };
  const counted = await countRecoverable(access.scope, { webhookId, from: start, to });
  return counted.ok
    ? { ok: true, count: counted.count, ...used }
    : { ...describeJobRejection(counted), ...used };
}
