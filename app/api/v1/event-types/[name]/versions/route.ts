import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { addVersionErrors } from "@/lib/adapters/api/event-type-calls";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { addVersion } from "@/lib/catalogue/add-version";

export const POST = endpoint(apiCalls.addEventTypeVersion, async ({ scope, body, params: { name = "" } }) => {
  const added = await addVersion(scope, name, body);
  if (!added.ok) throw rejectionProblem(addVersionErrors, added);
  return jsonResponse(201, added.eventType);
});
