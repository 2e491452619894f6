import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { pageResponse } from "@/lib/adapters/endpoint/responses";
import { listMessages } from "@/lib/sources/list-messages";

export const GET = endpoint(
  apiCalls.listSourceMessages,
  async ({ scope, query, request, params: { sourceId = "" } }) => {
    const page = await listMessages(scope, sourceId, query);
    if (!page) throw notFound(`source ${sourceId}`);
    return pageResponse(page, request);
  },
);
