import { apiCalls } from "@/lib/adapters/api/calls";
import { simulateErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { simulateEvent } from "@/lib/playground/simulate-event";

export const POST = endpoint(apiCalls.simulate, async ({ scope, body, params: { webhookId = "" } }) => {
  const simulated = await simulateEvent(scope, webhookId, body.eventType);
  if (!simulated.ok) throw rejectionProblem(simulateErrors, simulated);
  return jsonResponse(202, { eventId: simulated.eventId, traceId: simulated.traceId });
});
