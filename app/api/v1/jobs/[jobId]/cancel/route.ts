import { apiCalls } from "@/lib/adapters/api/calls";
import { cancelJobErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { cancelJob } from "@/lib/jobs/change-job";

export const POST = endpoint(apiCalls.cancelJob, async ({ scope, params: { jobId = "" } }) => {
  const changed = await cancelJob(scope, jobId);
  if (!changed.ok) throw rejectionProblem(cancelJobErrors, changed);
  return jsonResponse(200, changed.job);
});
