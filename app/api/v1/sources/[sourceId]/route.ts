import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { invalidSourceProblem } from "@/lib/adapters/api/rejection-problems";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { deleteSource } from "@/lib/sources/delete-source";
import { findSource } from "@/lib/sources/queries";
import { updateSource } from "@/lib/sources/update-source";

export const GET = endpoint(apiCalls.getSource, async ({ scope, params: { sourceId = "" } }) => {
  const source = await findSource(scope, sourceId);
  if (!source) throw notFound(`source ${sourceId}`);
  return jsonResponse(200, source);
});

export const PATCH = endpoint(apiCalls.updateSource, async ({ scope, body, params: { sourceId = "" } }) => {
  const updated = await updateSource(scope, sourceId, body);
  if (updated.ok) return jsonResponse(200, updated.source);
  throw updated.rejected === "not_found"
    ? notFound(`source ${sourceId}`)
    : invalidSourceProblem(updated.invalid);
});

export const DELETE = endpoint(apiCalls.deleteSource, async ({ scope, params: { sourceId = "" } }) => {
  if (!(await deleteSource(scope, sourceId))) throw notFound(`source ${sourceId}`);
  return { status: 204, headers: {}, body: null };
});
