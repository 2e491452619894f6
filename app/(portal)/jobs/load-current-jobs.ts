import { listCurrentJobs } from "@/lib/jobs/current-jobs";
import type { JobView } from "@/lib/jobs/schema";
import { can, type Scope } from "@/lib/scope/scope";
import { countOpenDeliveries } from "@/lib/statistics/overview";
import { findWebhook } from "@/lib/webhooks/queries";
import { computeJobRevision } from "./compute-revision";

/**
 * The jobs that the overview, or the page of a webhook, shows, with the revision of what changes there while they run: a job that has
 * just ended is still listed, because deliveries that it released are still being sent.
 */
export async function loadCurrentJobs(
  scope: Scope,
  webhookId: string | undefined,
): Promise<{ jobs: JobView[]; revision: string }> {
  const jobs = await listCurrentJobs(scope, webhookId);
  const figures = jobs.length === 0 ? [] : await readFigures(scope, webhookId);
  return { jobs, revision: computeJobRevision(jobs, ...figures) };
}

async function readFigures(scope: Scope, webhookId: string | undefined): Promise<(string | number)[]> {
  if (webhookId !== undefined) {
    const webhook = can(scope, "webhooks:read") ? await findWebhook(scope, webhookId) : null;
    return webhook ? [webhook.state, webhook.heldDeliveries] : [];
  }
  if (!can(scope, "deliveries:read")) return [];
  const { pending, delivering, held } = await countOpenDeliveries(scope);
  return [pending, delivering, held];
}
