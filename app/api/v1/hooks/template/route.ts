import { json } from "@/lib/adapters/endpoint/responses";
import { fineractCalls } from "@/lib/adapters/fineract/calls";
import { hookEndpoint } from "@/lib/adapters/fineract/endpoint";
import { hookTemplate } from "@/lib/adapters/fineract/template";

export const GET = hookEndpoint(fineractCalls.getHookTemplate, async ({ scope }) =>
  json(200, await hookTemplate(scope)),
);
