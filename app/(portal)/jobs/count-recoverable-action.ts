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
 * Counts the deliveries that a job could recover. Times are computed on the server, by the ledger's clock. If the input has neither a
 * preset nor a start time, the window begins at the oldest delivery affected by a pause or, if no webhook is paused, 24 hours ago.
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
    forOneWebhook: webhookId !== undefined,
  });
  const preset = presets.find(({ value }) => value === since) ?? presets.find(({ isDefault }) => isDefault);
  const start = from ?? preset?.from;
  if (!start) return { ok: false, message: "Choose a start time." };
  const presetChoice = {
    options: presets.map(({ value, label }) => ({ value, label })),
    since: from ? null : (preset?.value ?? null),
  };
  const counted = await countRecoverable(access.scope, { webhookId, from: start, to });
  return counted.ok
    ? { ok: true, count: counted.count, ...presetChoice }
    : { ...describeJobRejection(counted), ...presetChoice };
}
