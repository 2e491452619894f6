import { type KeyFigure, KeyFigures } from "@/components/charts/key-figures";
import { describeJob, describeJobState, formatProgress } from "@/components/jobs/describe-job";
import { JobStateBadge } from "@/components/jobs/job-state-badge";
import { ProgressBar } from "@/components/jobs/progress-bar";
import { TimeLeft } from "@/components/jobs/time-left";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { JobView } from "@/lib/jobs/schema";
import { computeRevision } from "../../live/compute-revision";

/** The progress of a job, which follows the job. If the job is not running, a notice says why and what to do. */
export function ProgressCard({ job }: { job: JobView }) {
  const notice = describeJobState(job);
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle className="flex items-center gap-2">
          <h2>Progress</h2>
          <JobStateBadge state={job.state} />
        </CardTitle>
        <LiveWatch watch={`job?id=${job.id}`} revision={computeRevision(job)} />
        <LiveStatus />
      </CardHeader>
      <CardContent className="grid gap-3">
        <ProgressBar job={job} label={describeJob(job)} />
        <p>{formatProgress(job)}</p>
        {notice && (
          <Alert variant={notice.variant} title={notice.title}>
            {notice.text}
          </Alert>
        )}
      </CardContent>
      <KeyFigures className="rounded-t-none border-t" figures={listFigures(job)} />
    </Card>
  );
}

function listFigures(job: JobView): KeyFigure[] {
  const { kind, resendFailed, rate, released, created, succeeded, failed, excluded, state, done, total } =
    job;
  const isRelease = kind === "release-held";
  const isReplay = kind === "replay-missing";
  const format = (count: number) => count.toLocaleString("en");
  return [
    ...(isRelease
      ? [{ label: "Released", value: format(released), note: "then sent with all retries" }]
      : []),
    ...(isReplay ? [{ label: "Created", value: format(created), note: "then sent with all retries" }] : []),
    ...((!isRelease && !isReplay) || resendFailed
      ? [
          { label: "Succeeded", value: format(succeeded), note: "resends" },
          { label: "Failed", value: format(failed), note: "resends, not retried" },
        ]
      : []),
    isReplay
      ? { label: "Cannot be sent", value: format(excluded), note: "condition or template failed" }
      : {
          label: "Cannot be sent",
          value: format(excluded),
          note: "body removed, or webhook disabled or deleted",
        },
    ...(isReplay
      ? [{ label: "Without data", value: format(job.withoutData), note: "removed by retention" }]
      : []),
    { label: "Rate", value: format(rate), note: "per second, at most" },
    ...(state === "running"
      ? [
          {
            label: "Time left",
            value: <TimeLeft done={done} total={total} rate={rate} />,
            note: "at the speed so far",
          },
        ]
      : []),
  ];
}
