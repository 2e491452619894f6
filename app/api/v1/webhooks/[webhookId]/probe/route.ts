import { apiCalls } from "@/lib/adapters/api/calls";
import { probeErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { probeReceiver } from "@/lib/recovery/probe-receiver";

export const POST = endpoint(apiCalls.probe, async ({ scope, params: { webhookId = "" } }) => {
  const probed = await probeReceiver(scope, webhookId);
  if (!probed.ok) throw rejectionProblem(probeErrors, probed);
  return jsonResponse(200, probed.probe);
});
