import type { VersionAdded } from "../../catalogue/add-version";
import type { EventTypeCreated } from "../../catalogue/create-event-type";
import type { EventTypeUpdated } from "../../catalogue/update-event-type";
import { Problem } from "../endpoint/problem";

type Rejection = Extract<EventTypeCreated | VersionAdded | EventTypeUpdated, { ok: false }>;

const statuses: Record<Rejection["rejected"], number> = {
  not_found: 404,
  name_taken: 409,
  built_in: 409,
  schema_invalid: 400,
  sample_invalid: 400,
};

/** A change of the catalogue that was rejected, as an answer. */
export function rejectedEventType(rejection: Rejection): Problem {
  const { rejected, message } = rejection;
  const errors = "field" in rejection ? [{ field: rejection.field, code: rejected, message }] : undefined;
  return new Problem(statuses[rejected], rejected, message, errors ? { errors } : {});
}
