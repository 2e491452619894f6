import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { pageResponse } from "@/lib/adapters/endpoint/responses";
import { listIncidents } from "@/lib/incidents/queries";

export const GET = endpoint(apiCalls.listIncidents, async ({ scope, query, request }) =>
  pageResponse(await listIncidents(scope, query), request),
);
