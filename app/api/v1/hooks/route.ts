import { json } from "@/lib/adapters/api/endpoint";
import { fineractCalls } from "@/lib/adapters/fineract/calls";
import { createHook } from "@/lib/adapters/fineract/create-hook";
import { hookEndpoint } from "@/lib/adapters/fineract/endpoint";
import { endpointOf } from "@/lib/adapters/fineract/endpoint-url";
import { listHooks } from "@/lib/adapters/fineract/queries";

export const GET = hookEndpoint(fineractCalls.listHooks, async ({ scope }) =>
  json(200, await listHooks(scope)),
);

export const POST = hookEndpoint(fineractCalls.createHook, async ({ scope, body, tenantId, request }) => {
  const resourceId = await createHook(scope, body, { tenantId, endpoint: endpointOf(request) });
  return json(200, { resourceId });
});
