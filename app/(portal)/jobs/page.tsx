import { ListRestart } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { FilterForm } from "@/components/cursor-list/filter-form";
import { EndOfList, InvalidFilters, NoResults } from "@/components/cursor-list/list-empty";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { Pager } from "@/components/cursor-list/pager";
import { EmptyState } from "@/components/domain/empty-state";
import { PrintNote } from "@/components/domain/print-note";
import { JobFilterFields } from "@/components/jobs/job-filter-fields";
import { jobListHref, jobsPath } from "@/components/jobs/job-href";
import {
  hasJobFilters,
  jobQueryNeedsNormalizing,
  parseJobQuery,
  readJobQuery,
} from "@/components/jobs/job-query";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { JobRows } from "./job-rows";
import { loadJobList } from "./load-job-list";
import { Recover } from "./recover";

export const metadata: Metadata = { title: "Jobs" };

/** The jobs that the user can see, newest first. */
export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("deliveries:resend");
  const params = await searchParams;
  const query = readJobQuery(params);
  if (jobQueryNeedsNormalizing(params)) redirect(jobListHref(query));
  const parsed = parseJobQuery(query);
  const errors = parsed.ok ? {} : parsed.errors;
  const list = await loadJobList(scope, parsed.ok ? parsed.page : null, query.webhookId);
  const { cursor, ...filters } = query;
  return (
    <>
      <PageHeader
        title="Jobs"
        description="Each job resends, releases or creates many deliveries, at a rate that leaves room for new events."
      >
        <Recover scope={scope} />
      </PageHeader>
      <div className="grid grid-cols-1 gap-3">
        <PrintNote />
        <FilterForm path={jobsPath} filtered={hasJobFilters(query)}>
          <JobFilterFields query={query} errors={errors} {...list.choices} />
        </FilterForm>
        <JobRows rows={list.rows} query={query}>
          <Card>
            {!parsed.ok && <InvalidFilters path={jobsPath} errors={errors} />}
            {parsed.ok && cursor && (
              <EndOfList newest={jobListHref(filters)} description="This is the end of the list." />
            )}
            {parsed.ok && !cursor && hasJobFilters(query) && (
              <NoResults path={jobsPath} description="No job matches these filters." />
            )}
            {parsed.ok && !cursor && !hasJobFilters(query) && <NoJobs />}
          </Card>
        </JobRows>
        <Pager
          newest={cursor ? jobListHref(filters) : null}
          older={list.nextCursor && jobListHref({ ...filters, cursor: list.nextCursor })}
        />
      </div>
    </>
  );
}

const NoJobs = () => (
  <EmptyState
    icon={ListRestart}
    title="No jobs yet"
    description="After an outage, a job sends the deliveries that failed or were held, at a limited rate, and shows its progress here. Select “Recover…” to see which deliveries can be recovered."
  />
);
