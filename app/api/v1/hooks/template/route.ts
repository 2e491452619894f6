import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { fineractCalls } from "@/lib/adapters/fineract/calls";
import { hookEndpoint } from "@/lib/adapters/fineract/endpoint";
import { buildHookTemplateResponse } from "@/lib/adapters/fineract/hook-template";

export const GET = hookEndpoint(fineractCalls.getHookTemplate, async ({ scope }) =>
  jsonResponse(200, await buildHookTemplateResponse(scope)),
);
