import type { JobView } from "@/lib/jobs/schema";
import { formatProgress } from "./describe-job";

/** The progress of a job, with failed deliveries in a different color. The caller also shows the progress as text. */
export function ProgressBar({ job, label }: { job: JobView; label: string }) {
  const { total, done, failed } = job;
  // An ended job can have done fewer deliveries than it counted, and a resumed job counts again, so `done` and `total` can differ.
  const percent = (count: number) => `${Math.min(100, (count * 100) / Math.max(total, done, 1))}%`;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(total, done)}
      aria-valuenow={done}
      aria-valuetext={formatProgress(job)}
      className="flex h-2.5 w-full overflow-hidden rounded-full border bg-muted"
    >
      <div className="bg-success forced-colors:bg-[Highlight]" style={{ width: percent(done - failed) }} />
      <div className="bg-destructive forced-colors:bg-[CanvasText]" style={{ width: percent(failed) }} />
    </div>
  );
}
