import { FailureTable } from "@/components/jobs/failure-table";
import { jobHref } from "@/components/jobs/job-href";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { listJobItems } from "@/lib/jobs/queries";
import { type JobView, jobItemPageQuerySchema } from "@/lib/jobs/schema";
import type { Scope } from "@/lib/scope/scope";

/** One page of a job's failed items, each with a link to its delivery. */
export async function FailuresCard({
  scope,
  job,
  cursor,
}: {
  scope: Scope;
  job: JobView;
  /** The cursor in the URL; an invalid cursor is ignored. */
  cursor: string | undefined;
}) {
  const query = jobItemPageQuerySchema.safeParse({ outcome: "failed", cursor });
  const page = query.success ? query.data : jobItemPageQuerySchema.parse({ outcome: "failed" });
  const failures = await listJobItems(scope, job.id, page);
  if (!failures || (failures.items.length === 0 && !page.cursor)) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Failed</h2>
        </CardTitle>
        <CardDescription>
          Each delivery's page shows the response and what to do. Deliveries that have been resent since then
          are still listed.
        </CardDescription>
      </CardHeader>
      <FailureTable
        items={failures.items}
        first={page.cursor ? jobHref(job.id) : null}
        next={failures.nextCursor && jobHref(job.id, failures.nextCursor)}
      />
    </Card>
  );
}
