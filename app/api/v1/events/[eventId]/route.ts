import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { findEventTimeline } from "@/lib/events/timeline/queries";

export const GET = endpoint(apiCalls.getEvent, async ({ scope, params: { eventId = "" } }) => {
  const event = await findEventTimeline(scope, eventId);
  if (!event) throw notFound(`event ${eventId}`);
  return jsonResponse(200, event);
});
