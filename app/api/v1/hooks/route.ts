import { json } from "@/lib/api/endpoint";
import { fineractCalls } from "@/lib/fineract/calls";
import { createHook } from "@/lib/fineract/create-hook";
import { hookEndpoint } from "@/lib/fineract/endpoint";
import { endpointOf } from "@/lib/fineract/endpoint-url";
import { listHooks } from "@/lib/fineract/queries";

export const GET = hookEndpoint(fineractCalls.listHooks, async ({ scope }) =>
  json(200, await listHooks(scope)),
);

export const POST = hookEndpoint(fineractCalls.createHook, async ({ scope, body, tenantId, request }) => {
  const resourceId = await createHook(scope, body, { tenantId, endpoint: endpointOf(request) });
  return json(200, { resourceId });
});
