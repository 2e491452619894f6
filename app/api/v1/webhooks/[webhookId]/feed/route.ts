import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { feedProblem } from "@/lib/adapters/api/rejection-problems";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { endFeed, startFeed } from "@/lib/feed/change-feed";
import { readFeed } from "@/lib/feed/read-feed";

export const PUT = endpoint(apiCalls.startFeed, async ({ scope, params: { webhookId = "" } }) => {
  const feed = await startFeed(scope, webhookId);
  if (!feed) throw notFound(`webhook ${webhookId}`);
  return jsonResponse(200, feed);
});

export const GET = endpoint(
  apiCalls.readFeed,
  async ({ scope, query, request, params: { webhookId = "" } }) => {
    const result = await readFeed(scope, webhookId, query, request.signal);
    if (!result.ok) throw feedProblem(result, request);
    return jsonResponse(200, result.page);
  },
);

export const DELETE = endpoint(apiCalls.endFeed, async ({ scope, params: { webhookId = "" } }) => {
  if (!(await endFeed(scope, webhookId))) throw notFound(`feed of the webhook ${webhookId}`);
  return { status: 204, headers: {}, body: null };
});
