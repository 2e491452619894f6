import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { PrintNote } from "@/components/domain/print-note";
import { describeJob } from "@/components/jobs/describe-job";
import { JobButtons } from "@/components/jobs/job-buttons";
import { jobsPath } from "@/components/jobs/job-href";
import { readJobQuery } from "@/components/jobs/job-query";
import { PageHeader } from "@/components/shell/page-header";
import { fetchJobWebhooks } from "@/lib/jobs/job-webhooks";
import { findJob } from "@/lib/jobs/queries";
import { can } from "@/lib/scope/scope";
import { changeJobAction } from "../change-job-action";
import { FactsCard } from "./facts-card";
import { FailuresCard } from "./failures-card";
import { ProgressCard } from "./progress-card";

interface Props {
  params: Promise<{ jobId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Job …${(await params).jobId.slice(-6)}` };
}

const maxWebhooks = 100;

/** The page of one job: its progress, its details and its failed items. */
export default async function JobPage({ params, searchParams }: Props) {
  const scope = await pageScope("deliveries:resend");
  const job = await findJob(scope, (await params).jobId);
  if (!job) notFound();
  const { cursor } = readJobQuery(await searchParams);
  const webhooks = (await fetchJobWebhooks(scope, [job.id], maxWebhooks)).get(job.id) ?? {
    first: [],
    total: 0,
  };
  return (
    <>
      <PageHeader title={describeJob(job)} crumbs={[{ label: "Jobs", href: jobsPath }]}>
        <JobButtons jobId={job.id} state={job.state} changeJob={changeJobAction} />
      </PageHeader>
      <div className="grid grid-cols-1 gap-5">
        <PrintNote />
        <ProgressCard job={job} />
        <FactsCard scope={scope} job={job} webhooks={webhooks} />
        {job.failed > 0 && can(scope, "deliveries:read") && (
          <FailuresCard scope={scope} job={job} cursor={cursor} />
        )}
      </div>
    </>
  );
}
