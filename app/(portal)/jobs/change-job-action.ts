"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject } from "@/components/form/action-result";
import { cancelJob, pauseJob, resumeJob } from "@/lib/jobs/change-job";

const useCases = { pause: pauseJob, resume: resumeJob, cancel: cancelJob };

/** Pauses, resumes or cancels a job. After a rejection the page is refreshed too, because another user may have changed the job. */
export async function changeJobAction(jobId: string, change: keyof typeof useCases): Promise<ActionResult> {
  const access = await actionScope("deliveries:resend", [jobId, change]);
  if (!access.ok) return reject(access.message);
  if (!Object.hasOwn(useCases, change)) return reject("A job can be paused, resumed or canceled.");
  const changed = await useCases[change](access.scope, String(jobId));
  refresh();
  if (changed.ok) return { ok: true };
  return reject(changed.rejected === "not_found" ? "This job does not exist." : changed.message);
}
