import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { findMessage } from "@/lib/sources/list-messages";

export const GET = endpoint(
  apiCalls.getSourceMessage,
  async ({ scope, params: { sourceId = "", messageId = "" } }) => {
    const message = await findMessage(scope, sourceId, messageId);
    if (!message) throw notFound(`message ${messageId} of a source ${sourceId}`);
    return jsonResponse(200, message);
  },
);
