import { apiCalls } from "@/lib/adapters/api/calls";
import { exportErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { streamResponse } from "@/lib/adapters/endpoint/responses";
import { exportDeliveries } from "@/lib/deliveries/proof/export-deliveries";

export const GET = endpoint(apiCalls.exportDeliveries, async ({ scope, query }) => {
  const exported = await exportDeliveries(scope, query);
  if (!exported.ok) throw rejectionProblem(exportErrors, exported);
  return streamResponse(exported.chunks, exported.headers);
});
