import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { createEventTypeErrors } from "@/lib/adapters/api/event-type-calls";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { createEventType } from "@/lib/catalogue/create-event-type";
import { listEventTypes } from "@/lib/catalogue/queries";

export const GET = endpoint(apiCalls.listEventTypes, async ({ scope }) =>
  jsonResponse(200, { items: await listEventTypes(scope) }),
);

export const POST = endpoint(apiCalls.createEventType, async ({ scope, body }) => {
  const created = await createEventType(scope, body);
  if (!created.ok) throw rejectionProblem(createEventTypeErrors, created);
  const { name } = created.eventType;
  return jsonResponse(201, created.eventType, { Location: `/api/v1/event-types/${name}` });
});
