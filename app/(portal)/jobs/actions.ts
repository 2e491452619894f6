"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import type { StartJobResult } from "@/components/jobs/start-job";
import { createJob } from "@/lib/jobs/create-job";
import { createJobSchema } from "@/lib/jobs/schema";
import { describeMissingPermission } from "@/lib/scope/permissions";
import { can } from "@/lib/scope/scope";
import { describeJobRejection } from "./describe-rejection";

/** Starts a job, or only counts the deliveries that it would work on. */
export async function startJobAction(input: unknown): Promise<StartJobResult> {
  const access = await actionScope("deliveries:resend", [input]);
  if (!access.ok) return { ok: false, message: access.message };
  const parsed = createJobSchema.safeParse(input);
  if (!parsed.success)
    return { ok: false, message: parsed.error.issues.map(({ message }) => message).join(" ") };
  if (parsed.data.enable && !can(access.scope, "webhooks:write"))
    return { ok: false, message: describeMissingPermission("webhooks:write") };
  const created = await createJob(access.scope, parsed.data);
  if (!created.ok) return describeJobRejection(created);
  // Refreshes the page that the job was started from, so that this page shows the job when the user returns to it.
  if (created.job) refresh();
  return { ok: true, plan: created.plan, jobId: created.job?.id ?? null };
}
