import { calls } from "@/lib/api/calls";
import { endpoint, json } from "@/lib/api/endpoint";
import { listEventTypes } from "@/lib/catalogue/queries";

export const GET = endpoint(calls.listEventTypes, async ({ scope }) =>
  json(200, { items: await listEventTypes(scope) }),
);
