import { calls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { json } from "@/lib/adapters/endpoint/responses";
import { listDialects } from "@/lib/dialects/queries";

export const GET = endpoint(calls.listDialects, async ({ scope }) =>
  json(200, { items: listDialects(scope) }),
);
