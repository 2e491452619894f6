import { createHmac } from "node:crypto";
import type { SigningInput } from "./dialect";
import { listPreviousKeyHeaderNames } from "./previous-key-headers";

/**
 * Builds the webhook's signature header with the HMAC-SHA256 of the body. Each header has one value: while previous keys are valid,
 * this header has the signature with the current key, and "<name>-Previous" and so on have those with the previous keys.
 */
export function buildSignatureHeaders({
  keys,
  body,
  signatureHeader,
  signatureEncoding,
}: Pick<SigningInput, "keys" | "body" | "signatureHeader" | "signatureEncoding">): Record<string, string> {
  const sign = (key: string) => createHmac("sha256", key).update(body).digest(signatureEncoding);
  return {
    [signatureHeader]: sign(keys[0]),
    ...buildPreviousKeyHeaders(keys, `${signatureHeader}-Previous`, sign),
  };
}

/** Builds the headers with the signatures computed with the previous keys. */
export function buildPreviousKeyHeaders(
  [, ...previous]: SigningInput["keys"],
  firstHeader: string,
  sign: (key: string) => string,
): Record<string, string> {
  const names = listPreviousKeyHeaderNames(firstHeader);
  return Object.fromEntries(previous.slice(0, names.length).map((key, index) => [names[index], sign(key)]));
}
