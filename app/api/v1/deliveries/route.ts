import { calls } from "@/lib/api/calls";
import { endpoint } from "@/lib/api/endpoint";
import { page } from "@/lib/api/page";
import { listDeliveries } from "@/lib/deliveries/queries";

export const GET = endpoint(calls.listDeliveries, async ({ scope, query, request }) =>
  page(await listDeliveries(scope, query), request),
);
