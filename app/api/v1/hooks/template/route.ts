import { json } from "@/lib/api/endpoint";
import { fineractCalls } from "@/lib/fineract/calls";
import { hookEndpoint } from "@/lib/fineract/endpoint";
import { hookTemplate } from "@/lib/fineract/template";

export const GET = hookEndpoint(fineractCalls.getHookTemplate, async ({ scope }) =>
  json(200, await hookTemplate(scope)),
);
