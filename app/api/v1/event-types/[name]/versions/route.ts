import { calls } from "@/lib/adapters/api/calls";
import { endpoint, json } from "@/lib/adapters/api/endpoint";
import { refusedEventType } from "@/lib/adapters/api/refused-event-type";
import { addVersion } from "@/lib/catalogue/add-version";

export const POST = endpoint(calls.addEventTypeVersion, async ({ scope, body, params: { name = "" } }) => {
  const added = await addVersion(scope, name, body);
  if (!added.ok) throw refusedEventType(added);
  return json(201, added.eventType);
});
