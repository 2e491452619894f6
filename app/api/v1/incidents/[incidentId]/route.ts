import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { findIncidentWithHistory } from "@/lib/incidents/history";

export const GET = endpoint(apiCalls.getIncident, async ({ scope, params: { incidentId = "" } }) => {
  const incident = await findIncidentWithHistory(scope, incidentId);
  if (!incident) throw notFound(`incident ${incidentId}`);
  return jsonResponse(200, incident);
});
