import { apiCalls } from "@/lib/adapters/api/calls";
import { pauseJobErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { pauseJob } from "@/lib/jobs/change-job";

export const POST = endpoint(apiCalls.pauseJob, async ({ scope, params: { jobId = "" } }) => {
  const changed = await pauseJob(scope, jobId);
  if (!changed.ok) throw rejectionProblem(pauseJobErrors, changed);
  return jsonResponse(200, changed.job);
});
