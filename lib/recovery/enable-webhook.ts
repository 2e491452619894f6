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

/** Adds the defaults of a job, such as the rate. */
const buildJobInput = (input: Partial<CreateJobInput>) => createJobSchema.parse(input);

/** Counts the deliveries that `enableWebhook` would release and resend, and changes nothing. Requires the same permissions. */
export async function planEnable(
  scope: Scope,
  webhookId: string,
): Promise<{ ok: true; plan: EnablePlan } | JobRejection> {
  requirePermission(scope, "webhooks:write");
  const filter = { webhookId };
  const release = buildJobInput({ kind: "release-held", filter, enable: true, dryRun: true });
  const resend = buildJobInput({ kind: "resend", filter: { ...filter, states: ["failed"] }, dryRun: true });
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

/** `test`: null if no test was requested, or no delivery could be sent as a test. `jobId`: null if there was nothing to send. */
export type EnableWebhookResult =
  | { ok: true; enabled: true; test: Probe | null; jobId: string | null }
  | { ok: true; enabled: false; test: Probe }
  | Rejection;

/**
 * Enables a webhook and starts a job that releases its held deliveries and, with `resendFailed`, resends the failed ones. With `test`, a
 * delivery tests the receiver first: if this test fails, the webhook stays as it is, and nothing more is sent; if it succeeds, the job
 * leaves that delivery out. If a release job of the webhook has paused itself, that job is resumed with its own options, and no new job is
 * started. Requires webhooks:write and deliveries:resend.
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
    buildJobInput({ kind: "release-held", filter: { webhookId }, enable: true, resendFailed }),
  );
  if (started.ok) return { ok: true, enabled: true, test: probe, jobId: started.job?.id ?? null };
  const jobId = await findPausedReleaseJob(scope, started.openJobId);
  if (started.rejected !== "nothing_matches" && !jobId) return started;
  const heldDeliveries = jobId ? "keep" : "deliver";
  const enabled = await updateWebhook(scope, webhookId, { state: "enabled", heldDeliveries });
  // If another webhook of the job is still paused, the job stays paused, and its page shows the reason.
  if (enabled.ok && jobId) await resumeJob(scope, jobId);
  if (enabled.ok) return { ok: true, enabled: true, test: probe, jobId };
  if (enabled.rejected === "not_found")
    return { ok: false, rejected: "not_found", message: `There is no webhook ${webhookId}.` };
  const message = enabled.invalid.map((invalid) => invalid.message).join(" ");
  return { ok: false, rejected: "invalid_settings", message };
}

/** Returns the open job's ID if it is a release job that has paused itself: it can be resumed once its webhooks are enabled. */
async function findPausedReleaseJob(scope: Scope, openJobId: string | undefined): Promise<string | null> {
  const job = openJobId === undefined ? null : await findJob(scope, openJobId);
  const hasPausedItself = job?.state === "paused" && job.reason?.code !== "paused_by_user";
  return hasPausedItself && job.kind === "release-held" ? job.id : null;
}
