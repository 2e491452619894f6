import { calls } from "@/lib/api/calls";
import { endpoint, json } from "@/lib/api/endpoint";
import { listDeliveries } from "@/lib/deliveries/queries";

export const GET = endpoint(calls.listDeliveries, async ({ scope, query, request }) => {
  const page = await listDeliveries(scope, query);
  if (page.nextCursor === null) return json(200, page);
  const next = new URL(request.url);
  next.searchParams.set("cursor", page.nextCursor);
  return json(200, page, { Link: `<${next.pathname}${next.search}>; rel="next"` });
});
