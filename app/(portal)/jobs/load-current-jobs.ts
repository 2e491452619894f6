import { listCurrentJobs } from "@/lib/jobs/current-jobs";
import type { JobView } from "@/lib/jobs/schema";
import { can, type Scope } from "@/lib/scope/scope";
import { countOpenDeliveries } from "@/lib/statistics/overview";
import { findNewestStateChange, findWebhook } from "@/lib/webhooks/queries";
import { computeJobRevision } from "./compute-revision";

/**
 * Loads the jobs for the overview or the page of a webhook, and a revision that changes when that page must be refreshed. A job that has
 * just ended is still listed, because the deliveries that it released are still being sent.
 */
export async function loadCurrentJobs(
  scope: Scope,
  webhookId: string | undefined,
): Promise<{ jobs: JobView[]; revision: string }> {
  const jobs = await listCurrentJobs(scope, webhookId);
  const figures = await readFigures(scope, webhookId, jobs.length > 0);
  return { jobs, revision: computeJobRevision(jobs, ...figures) };
}

/** Without jobs, excludes pending deliveries and those being sent: live traffic would refresh an open overview all the time. */
async function readFigures(
  scope: Scope,
  webhookId: string | undefined,
  hasJobs: boolean,
): Promise<(string | number)[]> {
  const canSeeWebhooks = can(scope, "webhooks:read");
  if (webhookId !== undefined) {
    const webhook = canSeeWebhooks ? await findWebhook(scope, webhookId) : null;
    return webhook ? [webhook.state, webhook.stateChangedAt, webhook.heldDeliveries] : [];
  }
  const changedAt = canSeeWebhooks ? await findNewestStateChange(scope) : "";
  if (!can(scope, "deliveries:read")) return [changedAt];
  const { pending, delivering, held } = await countOpenDeliveries(scope);
  return [changedAt, held, ...(hasJobs ? [pending, delivering] : [])];
}
