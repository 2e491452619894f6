import { calls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectedEventType } from "@/lib/adapters/api/rejections";
import { json } from "@/lib/adapters/endpoint/responses";
import { addVersion } from "@/lib/catalogue/add-version";

export const POST = endpoint(calls.addEventTypeVersion, async ({ scope, body, params: { name = "" } }) => {
  const added = await addVersion(scope, name, body);
  if (!added.ok) throw rejectedEventType(added);
  return json(201, added.eventType);
});
