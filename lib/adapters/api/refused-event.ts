import type { EventRefusal } from "../../events/prepare-event";
import { Problem } from "./problem";

const fields = {
  unknown_event_type: "type",
  unknown_version: "version",
  schema_mismatch: "data",
  unknown_partner: "partnerId",
  idempotency_conflict: "idempotencyKey",
};

/** A refused event as an answer: 409 for a used key, 422 for what names something that is not there. */
export function refusedEvent({ refused, message, index }: EventRefusal, list?: string): Problem {
  const field = list === undefined ? fields[refused] : `${list}.${index}.${fields[refused]}`;
  const status = refused === "idempotency_conflict" ? 409 : 422;
  return new Problem(status, refused, message, { errors: [{ field, code: refused, message }] });
}
