import { formatWebhookNames } from "@/components/jobs/describe-job";
import type { JobRow } from "@/components/jobs/job-table";
import { fetchJobWebhooks } from "@/lib/jobs/job-webhooks";
import { listJobs } from "@/lib/jobs/queries";
import type { JobPageQuery } from "@/lib/jobs/schema";
import type { Scope } from "@/lib/scope/scope";
import { loadFilterChoices } from "../deliveries/load-filter-choices";

/** How many webhooks of each job the filter offers to users who cannot read webhooks. */
const maxWebhooksOfJob = 20;

export interface JobList {
  rows: JobRow[];
  nextCursor: string | null;
  choices: { webhooks: { id: string; name: string }[]; hasMoreWebhooks: boolean };
}

/**
 * A page of the list of jobs, with the names of their webhooks and the options of the filter.
 * @param page null if the filters are invalid; then no jobs are listed
 * @param chosen the ID of the webhook in the filter
 */
export async function loadJobList(
  scope: Scope,
  page: JobPageQuery | null,
  chosen: string | undefined,
): Promise<JobList> {
  const { items, nextCursor } = page ? await listJobs(scope, page) : { items: [], nextCursor: null };
  const webhooksByJob = await fetchJobWebhooks(
    scope,
    items.map(({ id }) => id),
    maxWebhooksOfJob,
  );
  const jobWebhooks = [...webhooksByJob.values()].flatMap(({ first }) =>
    first.map(({ id, name }) => ({ webhookId: id, webhookName: name })),
  );
  const { webhooks, hasMoreWebhooks } = await loadFilterChoices(scope, jobWebhooks, { chosen });
  return {
    rows: items.map((job) => ({
      job,
      webhooks: formatWebhookNames(webhooksByJob.get(job.id) ?? { first: [], total: 0 }),
    })),
    nextCursor,
    choices: { webhooks, hasMoreWebhooks },
  };
}
