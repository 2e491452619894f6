import { RowLink } from "@/components/domain/row-link";
import { ScrollArea } from "@/components/domain/scroll-area";
import { Time } from "@/components/domain/time";
import { DeferredTableBody } from "@/components/live/deferred-table-body";
import { Table, TableCaption, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { JobView } from "@/lib/jobs/schema";
import { describeJob, formatProgress } from "./describe-job";
import { jobHref } from "./job-href";
import { JobStateBadge } from "./job-state-badge";
import { ProgressBar } from "./progress-bar";

const columns = ["Job", "State", "Started", "Progress", "Webhooks", "Failed"];

export interface JobRow {
  job: JobView;
  webhooks: string;
}

/** Jobs in rows, each with the names of its webhooks. */
export function JobTable({ rows }: { rows: readonly JobRow[] }) {
  return (
    <ScrollArea label="Jobs, scrolls horizontally" className="rounded-lg border bg-card">
      <Table cards>
        <TableCaption>Jobs</TableCaption>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHead key={column}>{column}</TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <DeferredTableBody rows={rows.map((row) => ({ id: row.job.id, value: <JobTableRow {...row} /> }))} />
      </Table>
    </ScrollArea>
  );
}

function JobTableRow({ job, webhooks }: JobRow) {
  return (
    <TableRow className="print:break-inside-avoid">
      <TableHead scope="row" className="min-w-44">
        <RowLink href={jobHref(job.id)}>{describeJob(job)}</RowLink>
      </TableHead>
      <TableCell>
        <JobStateBadge state={job.state} />
      </TableCell>
      <TableCell className="min-w-36">
        <Time iso={job.createdAt} />{" "}
        <span className="block text-xs text-muted-foreground wrap-anywhere">by {job.requestedBy}</span>
      </TableCell>
      <TableCell inside="" className="min-w-36">
        <ProgressBar job={job} label={describeJob(job)} />{" "}
        <span className="text-xs whitespace-nowrap text-muted-foreground">{formatProgress(job)}</span>
      </TableCell>
      <TableCell inside="Webhooks" className="min-w-40 wrap-anywhere">
        {webhooks}
      </TableCell>
      <TableCell inside="Failed">{job.failed.toLocaleString("en")}</TableCell>
    </TableRow>
  );
}
