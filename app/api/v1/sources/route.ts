import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { invalidSourceProblem } from "@/lib/adapters/api/rejection-problems";
import { findOrigin } from "@/lib/adapters/endpoint/find-origin";
import { jsonResponse, pageResponse } from "@/lib/adapters/endpoint/responses";
import { createSource } from "@/lib/sources/create-source";
import { listSources } from "@/lib/sources/queries";

export const GET = endpoint(apiCalls.listSources, async ({ scope, query, request }) =>
  pageResponse(await listSources(scope, query), request),
);

export const POST = endpoint(apiCalls.createSource, async ({ scope, body, request }) => {
  const created = await createSource(scope, body, findOrigin(request.headers));
  if (!created.ok) throw invalidSourceProblem(created.invalid);
  return jsonResponse(201, created.source, { Location: `/api/v1/sources/${created.source.id}` });
});
