import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { eventTypeProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { addVersion } from "@/lib/catalogue/add-version";

export const POST = endpoint(apiCalls.addEventTypeVersion, async ({ scope, body, params: { name = "" } }) => {
  const added = await addVersion(scope, name, body);
  if (!added.ok) throw eventTypeProblem(added);
  return jsonResponse(201, added.eventType);
});
