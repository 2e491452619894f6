import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { fineractCalls } from "@/lib/adapters/fineract/calls";
import { createHook, readHookOrigin } from "@/lib/adapters/fineract/create-hook";
import { hookEndpoint } from "@/lib/adapters/fineract/endpoint";
import { listHooks } from "@/lib/adapters/fineract/queries";

export const GET = hookEndpoint(fineractCalls.listHooks, async ({ scope }) =>
  jsonResponse(200, await listHooks(scope)),
);

export const POST = hookEndpoint(fineractCalls.createHook, async ({ scope, body, request }) =>
  jsonResponse(200, { resourceId: await createHook(scope, body, readHookOrigin(request)) }),
);
