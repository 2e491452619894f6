import { apiCalls } from "@/lib/adapters/api/calls";
import { reconcileErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { streamBody } from "@/lib/adapters/endpoint/stream-body";
import { reconcile } from "@/lib/reconciliation/reconcile";
import { maxListBytes } from "@/lib/reconciliation/schema";

export const POST = endpoint(
  apiCalls.reconcile,
  async ({ scope, query, request, params: { webhookId = "" } }) => {
    const result = await reconcile(scope, webhookId, query, streamBody(request, maxListBytes));
    if (!result.ok) throw rejectionProblem(reconcileErrors, result);
    return jsonResponse(200, result.reconciliation);
  },
);
