import { TextLink } from "@/components/domain/text-link";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { describeJob, describeJobState, formatProgress } from "./describe-job";
import { jobHref } from "./job-href";
import { JobStateBadge } from "./job-state-badge";
import type { JobRow } from "./job-table";
import { ProgressBar } from "./progress-bar";

/** Jobs that are running or paused, or have just ended, with their progress. */
export function CurrentJobsCard({
  rows,
  className,
}: {
  /** `webhooks` is empty on a webhook's own page. */
  rows: readonly JobRow[];
  className?: string;
}) {
  return (
    <Card className={className}>
      <CardHeader>
        <CardTitle>
          <h2>Jobs</h2>
        </CardTitle>
      </CardHeader>
      <ul className="divide-y">
        {rows.map(({ job, webhooks }) => (
          <li key={job.id} className="grid gap-1.5 px-4 py-3 sm:px-5">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <TextLink alone href={jobHref(job.id)}>
                {describeJob(job)}
              </TextLink>
              <JobStateBadge state={job.state} />
              <span className="ml-auto text-muted-foreground">{formatProgress(job)}</span>
            </p>
            <ProgressBar job={job} label={describeJob(job)} />
            {webhooks && <p className="wrap-anywhere">{webhooks}</p>}
            {job.state !== "running" && (
              <p className="text-muted-foreground">{describeJobState(job)?.text}</p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
