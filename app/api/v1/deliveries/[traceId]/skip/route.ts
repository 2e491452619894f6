import { apiCalls } from "@/lib/adapters/api/calls";
import { skipErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { skipDelivery } from "@/lib/deliveries/skip-delivery";

export const POST = endpoint(apiCalls.skip, async ({ scope, params: { traceId = "" } }) => {
  const skipped = await skipDelivery(scope, traceId);
  if (!skipped.ok) throw rejectionProblem(skipErrors, skipped);
  return { status: 204, headers: {}, body: null };
});
