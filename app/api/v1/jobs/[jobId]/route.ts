import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { findJob } from "@/lib/jobs/queries";

export const GET = endpoint(apiCalls.getJob, async ({ scope, params: { jobId = "" } }) => {
  const job = await findJob(scope, jobId);
  if (!job) throw notFound(`job ${jobId}`);
  return jsonResponse(200, job);
});
