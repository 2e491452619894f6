import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { pageResponse } from "@/lib/adapters/endpoint/responses";
import { listJobItems } from "@/lib/jobs/queries";

export const GET = endpoint(
  apiCalls.listJobItems,
  async ({ scope, query, request, params: { jobId = "" } }) => {
    const page = await listJobItems(scope, jobId, query);
    if (!page) throw notFound(`job ${jobId}`);
    return pageResponse(page, request);
  },
);
