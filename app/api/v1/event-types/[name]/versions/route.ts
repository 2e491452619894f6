import { calls } from "@/lib/api/calls";
import { endpoint, json } from "@/lib/api/endpoint";
import { refusedEventType } from "@/lib/api/refused-event-type";
import { addVersion } from "@/lib/catalogue/add-version";

export const POST = endpoint(calls.addEventTypeVersion, async ({ scope, body, params: { name = "" } }) => {
  const added = await addVersion(scope, name, body);
  if (!added.ok) throw refusedEventType(added);
  return json(201, added.eventType);
});
