import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { Problem } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { simulateEvent } from "@/lib/playground/simulate-event";

const statusByRejection = { not_found: 404, unknown_event_type: 422, not_enabled: 409, template_error: 422 };

export const POST = endpoint(apiCalls.simulate, async ({ scope, body, params: { webhookId = "" } }) => {
  const simulated = await simulateEvent(scope, webhookId, body.eventType);
  if (!simulated.ok)
    throw new Problem(statusByRejection[simulated.rejected], simulated.rejected, simulated.message);
  return jsonResponse(202, { eventId: simulated.eventId, traceId: simulated.traceId });
});
