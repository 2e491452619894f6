import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { pageResponse } from "@/lib/adapters/endpoint/responses";
import { listDeliveries } from "@/lib/deliveries/queries";

export const GET = endpoint(apiCalls.listDeliveries, async ({ scope, query, request }) =>
  pageResponse(await listDeliveries(scope, query), request),
);
