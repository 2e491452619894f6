import { createHmac } from "node:crypto";
import type { Attempted } from "./dialect";

/**
 * The HMAC-SHA256 of the body in the webhook's own header. Such a header holds one value only: while a rotation
 * overlaps it is made with the new key, and a second header "<name>-Previous" carries the one made with the old key.
 */
export function signBody({
  keys,
  body,
  signatureHeader,
  signatureEncoding,
}: Pick<Attempted, "keys" | "body" | "signatureHeader" | "signatureEncoding">): Record<string, string> {
  const sign = (key: string) => createHmac("sha256", key).update(body).digest(signatureEncoding);
  const [current, previous] = keys;
  return {
    [signatureHeader]: sign(current),
    ...(previous === undefined ? {} : { [`${signatureHeader}-Previous`]: sign(previous) }),
  };
}
