import type { EventFacts } from "../dialects/dialect";
import { can, type Scope } from "../scope/scope";
import { limitChanges, limitCustomerData } from "./limit-customer-data";
import { loadFieldClasses } from "./load-field-classes";
import { maskFields } from "./mask-fields";

/** What an event needs so that its data can be limited. `version` is that of its event type. */
export type ClassifiedEvent = Pick<EventFacts, "type" | "data" | "changes"> & { version: number };

/** Limits the data and the changes of an event to what the scope can see. */
export async function limitEvent<Event extends ClassifiedEvent>(scope: Scope, event: Event): Promise<Event> {
  if (can(scope, "customer-data:read")) return event;
  const classes = await loadFieldClasses(event);
  return {
    ...event,
    data: limitCustomerData(scope, classes, event.data),
    changes: limitChanges(scope, classes, event.changes),
  };
}

/** Whether a scope without the permission for customer data would see less of this event: only then is a view of it a reveal. */
export async function hasCustomerData({ type, version, data, changes }: ClassifiedEvent): Promise<boolean> {
  const classes = await loadFieldClasses({ type, version });
  const sides = Object.entries(changes ?? {}).flatMap(([name, change]) =>
    Object.values(change).map((value) => ({ [name]: value })),
  );
  return [data, ...sides].some((value) => maskFields(classes, value).masked);
}
