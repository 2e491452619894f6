import type { EventRejection } from "../../events/validate-events";
import { Problem } from "../endpoint/problem";

const fields = {
  unknown_event_type: "type",
  unknown_version: "version",
  schema_mismatch: "data",
  unknown_partner: "partnerId",
  idempotency_conflict: "idempotencyKey",
};

/** A rejected event as an answer: 409 for a used key, 422 for what names something that is not there. */
export function rejectedEvent({ rejected, message, index }: EventRejection, list?: string): Problem {
  const field = list === undefined ? fields[rejected] : `${list}.${index}.${fields[rejected]}`;
  const status = rejected === "idempotency_conflict" ? 409 : 422;
  return new Problem(status, rejected, message, { errors: [{ field, code: rejected, message }] });
}
