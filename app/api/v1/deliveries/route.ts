import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { pageResponse } from "@/lib/adapters/endpoint/responses";
import { listHistory } from "@/lib/deliveries/history";
import { listDeliveries } from "@/lib/deliveries/queries";
import { deliveryListSchema } from "@/lib/deliveries/schema";
import { limitForLink } from "@/lib/portal-links/limit-for-link";

export const GET = endpoint(apiCalls.listDeliveries, async ({ scope, query, request }) => {
  const { attempts, ...page } = query;
  // A link's page always has the attempts: a state's reason can contain what is masked in them.
  if (!attempts && scope.link === null) return pageResponse(await listDeliveries(scope, page), request);
  const { items, nextCursor } = await listHistory(scope, page);
  return pageResponse(
    deliveryListSchema.parse({ items: await limitForLink(scope, items), nextCursor }),
    request,
  );
});
