import type { ReactNode } from "react";
import { listHref } from "@/components/cursor-list/list-query";
import { type JobQuery, parseJobQuery } from "@/components/jobs/job-query";
import { type JobRow, JobTable } from "@/components/jobs/job-table";
import { DeferredRows } from "@/components/live/deferred-rows";
import { hasEnded } from "@/lib/jobs/job-view";
import { computeRevision } from "../live/compute-revision";

/** The rows of a list of jobs, which follow the jobs. */
export function JobRows({
  rows,
  query,
  children,
}: {
  rows: readonly JobRow[];
  query: JobQuery;
  /** Shown if there are no rows. */
  children: ReactNode;
}) {
  const jobs = rows.map(({ job }) => job);
  const openCount = jobs.filter(({ state }) => !hasEnded(state)).length;
  const watch = parseJobQuery(query).ok ? listHref("jobs", query) : null;
  return (
    <div className="grid grid-cols-1 gap-3">
      <DeferredRows
        key={listHref("jobs", query)}
        ids={jobs.map(({ id }) => id)}
        watch={watch}
        revision={computeRevision(jobs)}
        status={
          <p role="status" className="text-muted-foreground print:hidden">
            {openCount > 0 ? `${openCount.toLocaleString("en")} running or paused.` : "No job is running."}
          </p>
        }
      >
        {rows.length > 0 ? <JobTable rows={rows} /> : children}
      </DeferredRows>
    </div>
  );
}
