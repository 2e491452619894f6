import { apiCalls } from "@/lib/adapters/api/calls";
import { resumeJobErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { resumeJob } from "@/lib/jobs/change-job";

export const POST = endpoint(apiCalls.resumeJob, async ({ scope, params: { jobId = "" } }) => {
  const changed = await resumeJob(scope, jobId);
  if (!changed.ok) throw rejectionProblem(resumeJobErrors, changed);
  return jsonResponse(200, changed.job);
});
