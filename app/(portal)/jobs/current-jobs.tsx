import { listHref } from "@/components/cursor-list/list-query";
import { LiveUpdates } from "@/components/history/table/live-updates";
import { CurrentJobsCard } from "@/components/jobs/current-jobs-card";
import { formatWebhookNames } from "@/components/jobs/describe-job";
import { fetchJobWebhooks } from "@/lib/jobs/job-webhooks";
import { can, type Scope } from "@/lib/scope/scope";
import { loadCurrentJobs } from "./load-current-jobs";

/**
 * The jobs of a webhook, or of all, that are running or paused or have just ended; the page around them is refreshed while they change.
 * Without any, nothing is shown, but an open page still learns of a pause and of a job. Nothing at all for users who cannot see jobs.
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
