// Short file: the forms of new and saved sources, and the dialog that takes a message, suggest the same event types.
import { listEventTypeChoices } from "@/lib/catalogue/queries";
import { can, type Scope } from "@/lib/scope/scope";
import type { EventTypeName } from "./mapping-fields";

/** The event types that a form suggests; none if the user cannot read them. */
export async function loadEventTypeNames(scope: Scope): Promise<EventTypeName[]> {
  if (!can(scope, "event-types:read")) return [];
  return (await listEventTypeChoices(scope)).map(({ name, title }) => ({ name, title }));
}
