import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { findDelivery } from "@/lib/deliveries/queries";
import { deliveryWithAttemptsSchema } from "@/lib/deliveries/schema";
import { limitForLink } from "@/lib/portal-links/limit-for-link";

export const GET = endpoint(apiCalls.getDelivery, async ({ scope, params: { traceId = "" } }) => {
  const found = await findDelivery(scope, traceId);
  const [delivery] = await limitForLink(scope, found ? [found] : []);
  if (!delivery) throw notFound(`delivery ${traceId}`);
  return jsonResponse(200, deliveryWithAttemptsSchema.parse(delivery));
});
