import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { attachmentResponse } from "@/lib/adapters/endpoint/responses";
import { downloadMessageBody } from "@/lib/sources/download-message";

export const GET = endpoint(
  apiCalls.sourceMessageBody,
  async ({ scope, params: { sourceId = "", messageId = "" } }) => {
    const body = await downloadMessageBody(scope, sourceId, messageId);
    if (!body) throw notFound(`message ${messageId} of a source ${sourceId}`);
    return attachmentResponse(body, `${messageId}-body`);
  },
);
