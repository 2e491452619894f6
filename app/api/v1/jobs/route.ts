import { apiCalls } from "@/lib/adapters/api/calls";
import { createJobErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse, pageResponse } from "@/lib/adapters/endpoint/responses";
import { createJob } from "@/lib/jobs/create-job";
import { listJobs } from "@/lib/jobs/queries";

export const GET = endpoint(apiCalls.listJobs, async ({ scope, query, request }) =>
  pageResponse(await listJobs(scope, query), request),
);

export const POST = endpoint(apiCalls.createJob, async ({ scope, body }) => {
  const created = await createJob(scope, body);
  if (!created.ok) throw rejectionProblem(createJobErrors, created);
  return jsonResponse(200, { ...created.plan, job: created.job });
});
