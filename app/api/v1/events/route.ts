import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { chooseIdempotencyKey, readIdempotencyKey } from "@/lib/adapters/api/idempotency-key";
import { eventProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse, pageResponse } from "@/lib/adapters/endpoint/responses";
import { acceptEvent } from "@/lib/events/accept-events";
import { listEvents } from "@/lib/events/timeline/list-events";

export const POST = endpoint(apiCalls.postEvent, async ({ scope, body, request }) => {
  const idempotencyKey = chooseIdempotencyKey(body.idempotencyKey, readIdempotencyKey(request));
  const acceptance = await acceptEvent(scope, { ...body, idempotencyKey });
  if (!acceptance.ok) throw eventProblem(acceptance);
  return jsonResponse(202, acceptance.results[0]);
});

export const GET = endpoint(apiCalls.listEvents, async ({ scope, query, request }) =>
  pageResponse(await listEvents(scope, query), request),
);
