import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { listDialects } from "@/lib/dialects/queries";

export const GET = endpoint(apiCalls.listDialects, async ({ scope }) =>
  jsonResponse(200, { items: listDialects(scope) }),
);
