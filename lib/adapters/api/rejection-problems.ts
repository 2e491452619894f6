import type { AddVersionResult } from "../../catalogue/add-version";
import type { CreateEventTypeResult } from "../../catalogue/create-event-type";
import type { UpdateEventTypeResult } from "../../catalogue/update-event-type";
import type { EventRejection } from "../../events/validate-events";
import type { InvalidSetting } from "../../webhooks/check-settings";
import { Problem } from "../endpoint/problem";

type EventTypeRejection = Extract<
  CreateEventTypeResult | AddVersionResult | UpdateEventTypeResult,
  { ok: false }
>;

const statusByRejection: Record<EventTypeRejection["rejected"], number> = {
  not_found: 404,
  name_taken: 409,
  built_in: 409,
  schema_invalid: 400,
  sample_invalid: 400,
};

/** The problem for a rejected change to the catalog. */
export function eventTypeProblem(rejection: EventTypeRejection): Problem {
  const { rejected, message } = rejection;
  const errors = "field" in rejection ? [{ field: rejection.field, code: rejected, message }] : undefined;
  return new Problem(statusByRejection[rejected], rejected, message, errors ? { errors } : {});
}

const fieldByRejection: Record<EventRejection["rejected"], string> = {
  unknown_event_type: "type",
  unknown_version: "version",
  schema_mismatch: "data",
  unknown_partner: "partnerId",
  idempotency_conflict: "idempotencyKey",
};

/**
 * The problem for a rejected event: 409 for a used idempotency key, else 422.
 * @param list the field that holds the events of a batch
 */
export function eventProblem({ rejected, message, index }: EventRejection, list?: string): Problem {
  const field =
    list === undefined ? fieldByRejection[rejected] : `${list}.${index}.${fieldByRejection[rejected]}`;
  const status = rejected === "idempotency_conflict" ? 409 : 422;
  return new Problem(status, rejected, message, { errors: [{ field, code: rejected, message }] });
}

/** The problem for invalid settings: 422 if they name something unknown, 409 above the partner's webhook limit, else 400. */
export function invalidSettingsProblem(errors: InvalidSetting[]): Problem {
  const [first] = errors;
  const unknown = first?.code.startsWith("unknown_") ?? false;
  const status = first?.code === "webhook_limit" ? 409 : unknown ? 422 : 400;
  return new Problem(status, first?.code ?? "validation_failed", first?.message ?? "", { errors });
}
