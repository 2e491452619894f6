import { idempotencyKeySchema } from "../../events/schema";
import { Problem } from "../endpoint/problem";
import { parseInput } from "../endpoint/read-fields";

/** The Idempotency-Key header, under the same rules as the field of that name; undefined when it is not sent. */
export function idempotencyKeyOf(request: Request): string | undefined {
  const header = request.headers.get("idempotency-key");
  return header === null ? undefined : parseInput(idempotencyKeySchema, header);
}

/** The key of one event, from its field or from the header. Throws a 400 when both are sent and differ. */
export function oneIdempotencyKey(field: string | undefined, header: string | undefined): string | undefined {
  if (field === undefined || header === undefined || field === header) return field ?? header;
  const message = "The field and the Idempotency-Key header differ. Send one of them.";
  const errors = [{ field: "idempotencyKey", code: "ambiguous", message }];
  throw new Problem(400, "validation_failed", `idempotencyKey: ${message}`, { errors });
}
