import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { readIdempotencyKey } from "@/lib/adapters/api/idempotency-key";
import { eventProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { acceptEvents } from "@/lib/events/accept-events";

export const POST = endpoint(apiCalls.postEvents, async ({ scope, body, request }) => {
  const key = readIdempotencyKey(request);
  const events = body.events.map((event, index) =>
    key === undefined ? event : { ...event, idempotencyKey: event.idempotencyKey ?? `${key}#${index}` },
  );
  const acceptance = await acceptEvents(scope, events);
  if (!acceptance.ok) throw eventProblem(acceptance, "events");
  const duplicates = acceptance.results.filter((result) => result.duplicate).length;
  const { results } = acceptance;
  return jsonResponse(202, { accepted: results.length - duplicates, duplicates, results });
});
