import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { updateEventTypeErrors } from "@/lib/adapters/api/event-type-calls";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { findEventType } from "@/lib/catalogue/queries";
import { updateEventType } from "@/lib/catalogue/update-event-type";

export const GET = endpoint(apiCalls.getEventType, async ({ scope, params: { name = "" } }) => {
  const eventType = await findEventType(scope, name);
  if (!eventType) throw notFound(`event type "${name}"`);
  return jsonResponse(200, eventType);
});

export const PATCH = endpoint(apiCalls.updateEventType, async ({ scope, body, params: { name = "" } }) => {
  const updated = await updateEventType(scope, name, body);
  if (!updated.ok) throw rejectionProblem(updateEventTypeErrors, updated);
  return jsonResponse(200, updated.eventType);
});
