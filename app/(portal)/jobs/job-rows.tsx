import { listHref } from "@/components/cursor-list/list-query";
import { LiveUpdates } from "@/components/history/table/live-updates";
import type { JobQuery } from "@/components/jobs/job-query";
import { type JobRow, JobTable } from "@/components/jobs/job-table";
import { hasEnded } from "@/lib/jobs/job-view";
import { computeJobRevision } from "./compute-revision";

/** The rows of a list of jobs, refreshed while one of them is open. */
export function JobRows({ rows, query }: { rows: readonly JobRow[]; query: JobQuery }) {
  const jobs = rows.map(({ job }) => job);
  const openCount = jobs.filter(({ state }) => !hasEnded(state)).length;
  return (
    <div className="grid grid-cols-1 gap-3">
      <LiveUpdates
        nextChange={openCount > 0 ? { busy: true } : null}
        summary={
          openCount > 0 ? `${openCount.toLocaleString("en")} running or paused.` : "No job is running."
        }
        revision={computeJobRevision(jobs)}
        revisionHref={listHref("/jobs/revision", query)}
      />
      <JobTable rows={rows} />
    </div>
  );
}
