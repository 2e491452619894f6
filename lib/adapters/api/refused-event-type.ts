import type { VersionAdded } from "../../catalogue/add-version";
import type { EventTypeCreated } from "../../catalogue/create-event-type";
import type { EventTypeUpdated } from "../../catalogue/update-event-type";
import { Problem } from "./problem";

type Refusal = Extract<EventTypeCreated | VersionAdded | EventTypeUpdated, { ok: false }>;

const statuses: Record<Refusal["refused"], number> = {
  not_found: 404,
  name_taken: 409,
  built_in: 409,
  schema_invalid: 400,
  sample_invalid: 400,
};

/** A change of the catalogue that was refused, as an answer. */
export function refusedEventType(refusal: Refusal): Problem {
  const { refused, message } = refusal;
  const errors = "field" in refusal ? [{ field: refusal.field, code: refused, message }] : undefined;
  return new Problem(statuses[refused], refused, message, errors ? { errors } : {});
}
