import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { attachmentResponse } from "@/lib/adapters/endpoint/responses";
import { readMessageBody } from "@/lib/sources/list-messages";

export const GET = endpoint(
  apiCalls.sourceMessageBody,
  async ({ scope, params: { sourceId = "", messageId = "" } }) => {
    const body = await readMessageBody(scope, sourceId, messageId);
    if (!body) throw notFound(`message ${messageId} of a source ${sourceId}`);
    return attachmentResponse(body, `${messageId}-body`);
  },
);
