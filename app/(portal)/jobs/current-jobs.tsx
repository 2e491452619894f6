import { CurrentJobsCard } from "@/components/jobs/current-jobs-card";
import { formatWebhookNames } from "@/components/jobs/describe-job";
import { listCurrentJobs } from "@/lib/jobs/current-jobs";
import { fetchJobWebhooks } from "@/lib/jobs/job-webhooks";
import { can, type Scope } from "@/lib/scope/scope";

/**
 * Shows the jobs of one webhook, or of all webhooks, that are running, are paused or have just ended. Renders nothing if there are none, and
 * for users who cannot see jobs. The page around it follows them.
 */
export async function CurrentJobs({
  scope,
  webhookId,
  className,
}: {
  scope: Scope;
  webhookId?: string;
  className?: string;
}) {
  if (!can(scope, "deliveries:resend")) return null;
  const jobs = await listCurrentJobs(scope, webhookId);
  if (jobs.length === 0) return null;
  const ids = webhookId === undefined ? jobs.map(({ id }) => id) : [];
  const webhooks = await fetchJobWebhooks(scope, ids, 1);
  return (
    <CurrentJobsCard
      rows={jobs.map((job) => ({
        job,
        webhooks: formatWebhookNames(webhooks.get(job.id) ?? { first: [], total: 0 }),
      }))}
      className={className}
    />
  );
}
