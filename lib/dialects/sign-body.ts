import { createHmac } from "node:crypto";
import type { Attempted } from "./dialect";
import { previousHeaders } from "./previous-headers";

/**
 * The HMAC-SHA256 of the body in the webhook's own header. Such a header holds one value only: while rotations
 * overlap it is made with the new key, and "<name>-Previous" and its like carry those made with the old keys.
 */
export function signBody({
  keys,
  body,
  signatureHeader,
  signatureEncoding,
}: Pick<Attempted, "keys" | "body" | "signatureHeader" | "signatureEncoding">): Record<string, string> {
  const sign = (key: string) => createHmac("sha256", key).update(body).digest(signatureEncoding);
  return { [signatureHeader]: sign(keys[0]), ...signPrevious(keys, `${signatureHeader}-Previous`, sign) };
}

/** The headers that are made with the keys before the current one. */
export function signPrevious(
  [, ...previous]: Attempted["keys"],
  firstHeader: string,
  sign: (key: string) => string,
): Record<string, string> {
  const names = previousHeaders(firstHeader);
  return Object.fromEntries(previous.slice(0, names.length).map((key, index) => [names[index], sign(key)]));
}
