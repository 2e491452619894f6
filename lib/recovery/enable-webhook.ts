import { resumeJob } from "../jobs/change-job";
import { createJob, type JobRejection } from "../jobs/create-job";
import { findJob } from "../jobs/queries";
import { type CreateJobInput, createJobSchema } from "../jobs/schema";
import { requirePermission, type Scope } from "../scope/scope";
import { updateWebhook } from "../webhooks/update-webhook";
import { findProbeDelivery, type ProbeReceiverResult, probeReceiver } from "./probe-receiver";
import type { EnablePlan, Probe } from "./schema";

type Rejection =
  | JobRejection
  | Extract<ProbeReceiverResult, { ok: false }>
  | { ok: false; rejected: "invalid_settings"; message: string };

/** With its defaults, such as the rate. */
const buildJob = (input: Partial<CreateJobInput>) => createJobSchema.parse(input);

/** Counts what `enableWebhook` would do, and changes nothing. It needs the same permissions. */
export async function planEnable(
  scope: Scope,
  webhookId: string,
): Promise<{ ok: true; plan: EnablePlan } | JobRejection> {
  requirePermission(scope, "webhooks:write");
  const filter = { webhookId };
  const release = buildJob({ kind: "release-held", filter, enable: true, dryRun: true });
  const resend = buildJob({ kind: "resend", filter: { ...filter, states: ["failed"] }, dryRun: true });
  const [held, failed] = await Promise.all([createJob(scope, release), createJob(scope, resend)]);
  if (!held.ok) return held;
  if (!failed.ok) return failed;
  const { total, oldest, excluded } = failed.plan;
  return {
    ok: true,
    plan: {
      held: held.plan.total,
      failed: total,
      oldestFailed: oldest,
      excluded,
      rate: release.rate,
      test: await findProbeDelivery(webhookId),
    },
  };
}

/** `test`: null if there was nothing to test with, or no test was wanted. `jobId`: null if there was nothing to send. */
export type EnableWebhookResult =
  | { ok: true; enabled: true; test: Probe | null; jobId: string | null }
  | { ok: true; enabled: false; test: Probe }
  | Rejection;

/**
 * Enables a webhook by a job that releases its held deliveries, with `resendFailed` also resends the failed ones. With `test`, its
 * receiver is tested first: if the test does not succeed, the webhook stays as it is, and nothing more is sent. What the test has
 * delivered is not in the job. If such a job has paused itself, it is resumed as it was started, instead of a new one. Needs
 * webhooks:write and deliveries:resend.
 */
export async function enableWebhook(
  scope: Scope,
  webhookId: string,
  { test, resendFailed }: { test: boolean; resendFailed: boolean },
): Promise<EnableWebhookResult> {
  requirePermission(scope, "webhooks:write");
  const tested = test ? await probeReceiver(scope, webhookId) : null;
  if (tested && !tested.ok && tested.rejected !== "nothing_to_send") return tested;
  const probe = tested?.ok ? tested.probe : null;
  if (probe && probe.outcome !== "succeeded") return { ok: true, enabled: false, test: probe };
  const started = await createJob(
    scope,
    buildJob({ kind: "release-held", filter: { webhookId }, enable: true, resendFailed }),
  );
  if (started.ok) return { ok: true, enabled: true, test: probe, jobId: started.job?.id ?? null };
  const jobId = await findStoppedRelease(scope, started.openJobId);
  if (started.rejected !== "nothing_matches" && !jobId) return started;
  const heldDeliveries = jobId ? "keep" : "deliver";
  const enabled = await updateWebhook(scope, webhookId, { state: "enabled", heldDeliveries });
  // If another webhook of the job is still paused, the job waits for that one, and its page says so.
  if (enabled.ok && jobId) await resumeJob(scope, jobId);
  if (enabled.ok) return { ok: true, enabled: true, test: probe, jobId };
  if (enabled.rejected === "not_found")
    return { ok: false, rejected: "not_found", message: `There is no webhook ${webhookId}.` };
  const message = enabled.invalid.map((invalid) => invalid.message).join(" ");
  return { ok: false, rejected: "invalid_settings", message };
}

/** The ID of the open job, if it releases held deliveries and has paused itself: only with its webhooks enabled can it go on. */
async function findStoppedRelease(scope: Scope, openJobId: string | undefined): Promise<string | null> {
  const job = openJobId === undefined ? null : await findJob(scope, openJobId);
  const stopped = job?.state === "paused" && job.reason?.code !== "paused_by_user";
  return stopped && job.kind === "release-held" ? job.id : null;
}
