import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { takeMessageErrors } from "@/lib/adapters/api/source-errors";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { takeMessage } from "@/lib/sources/take-message";

export const POST = endpoint(
  apiCalls.takeSourceMessage,
  async ({ scope, body, params: { sourceId = "", messageId = "" } }) => {
    const taken = await takeMessage(scope, sourceId, messageId, body);
    if (!taken.ok) throw rejectionProblem(takeMessageErrors, taken);
    return jsonResponse(202, taken.message);
  },
);
