import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { rotateSourceErrors } from "@/lib/adapters/api/source-errors";
import { findOrigin } from "@/lib/adapters/endpoint/find-origin";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { rotateSource } from "@/lib/sources/rotate-source";

export const POST = endpoint(
  apiCalls.rotateSource,
  async ({ scope, body, request, params: { sourceId = "" } }) => {
    const rotated = await rotateSource(scope, sourceId, body, findOrigin(request.headers));
    if (!rotated.ok) throw rejectionProblem(rotateSourceErrors, rotated);
    return jsonResponse(200, rotated.source);
  },
);
