import { listHref } from "@/components/cursor-list/list-query";
import { LiveUpdates } from "@/components/history/table/live-updates";
import { CurrentJobsCard } from "@/components/jobs/current-jobs-card";
import { formatWebhookNames } from "@/components/jobs/describe-job";
import { fetchJobWebhooks } from "@/lib/jobs/job-webhooks";
import { can, type Scope } from "@/lib/scope/scope";
import { loadCurrentJobs } from "./load-current-jobs";

/**
 * Shows the jobs of one webhook, or of all webhooks, that are running, are paused or have just ended, and refreshes the page while they
 * change. Without such jobs, shows nothing, but still refreshes the page when a webhook is paused or a job starts. Renders nothing for
 * users who cannot see jobs.
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
  const { jobs, revision } = await loadCurrentJobs(scope, webhookId);
  const revisionHref = listHref("/jobs/revision", { page: "current", webhookId });
  if (jobs.length === 0)
    return (
      <LiveUpdates
        nextChange={{ busy: true }}
        summary=""
        revision={revision}
        revisionHref={revisionHref}
        quiet
      />
    );
  const ids = webhookId === undefined ? jobs.map(({ id }) => id) : [];
  const webhooks = await fetchJobWebhooks(scope, ids, 1);
  return (
    <CurrentJobsCard
      rows={jobs.map((job) => ({
        job,
        webhooks: formatWebhookNames(webhooks.get(job.id) ?? { first: [], total: 0 }),
      }))}
      className={className}
      updates={
        <LiveUpdates nextChange={{ busy: true }} summary="" revision={revision} revisionHref={revisionHref} />
      }
    />
  );
}
