import { idempotencyKeySchema } from "../../events/schema";
import type { ApiRequest } from "../endpoint/http-messages";
import { Problem } from "../endpoint/problem";
import { parseInput } from "../endpoint/read-fields";

/** Reads the Idempotency-Key header, which has the same rules as the field idempotencyKey; undefined if it is not sent. */
export function readIdempotencyKey(request: ApiRequest): string | undefined {
  const header = request.headers.get("idempotency-key");
  return header === null ? undefined : parseInput(idempotencyKeySchema, header);
}

/** The idempotency key of one event, from its field or the header. Throws a 400 if both are sent and differ. */
export function chooseIdempotencyKey(
  field: string | undefined,
  header: string | undefined,
): string | undefined {
  if (field === undefined || header === undefined || field === header) return field ?? header;
  const message = "The idempotencyKey field and the Idempotency-Key header differ. Send only one of them.";
  const errors = [{ field: "idempotencyKey", code: "ambiguous", message }];
  throw new Problem(400, "validation_failed", `idempotencyKey: ${message}`, { errors });
}
