import { idempotencyKeySchema } from "../events/schema";
import { parseOr400 } from "./validate";

/** The Idempotency-Key header, under the same rules as the field of that name; undefined when it is not sent. */
export function idempotencyKeyOf(request: Request): string | undefined {
  const header = request.headers.get("idempotency-key");
  return header === null ? undefined : parseOr400(idempotencyKeySchema, header);
}
