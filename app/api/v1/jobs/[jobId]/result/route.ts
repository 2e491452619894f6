import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { streamResponse } from "@/lib/adapters/endpoint/responses";
import { buildExportHeaders } from "@/lib/exports/formats";
import { readJobResult } from "@/lib/jobs/job-result";

export const GET = endpoint(apiCalls.getJobResult, async ({ scope, query, params: { jobId = "" } }) => {
  const result = await readJobResult(scope, jobId, query.format);
  if (!result) throw notFound(`job ${jobId}`);
  return streamResponse(result, buildExportHeaders(`job-${jobId}`, query.format));
});
