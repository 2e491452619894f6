import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKeys } from "../crypto/derive-keys";

const idBytes = 16;
const tokenPattern = /^[Bb][Ee][Aa][Rr][Ee][Rr] +hlp_([\w-]{64}) *$/;

/**
 * Signs a portal link: `hlp_`, then in base64url the 16 bytes of its ID and their HMAC-SHA256. All that the link may do is in its row, so a
 * change there, such as a revocation, counts at once; the signature keeps anyone who can read the database from making a link.
 */
export function signLinkToken(id: string): string {
  const idPart = Buffer.from(id.replaceAll("-", ""), "hex");
  const [key = Buffer.alloc(0)] = deriveKeys("portal link");
  return `hlp_${Buffer.concat([idPart, computeSignature(key, idPart)]).toString("base64url")}`;
}

/** Returns the ID of the portal link in an `Authorization: Bearer hlp_...` header; null if there is none or its signature is invalid. */
export function verifyLinkToken(authorization: string | null): string | null {
  const [, token] = tokenPattern.exec(authorization ?? "") ?? [];
  if (token === undefined) return null;
  const bytes = Buffer.from(token, "base64url");
  const idPart = bytes.subarray(0, idBytes);
  const isSigned = deriveKeys("portal link").some((key) =>
    timingSafeEqual(computeSignature(key, idPart), bytes.subarray(idBytes)),
  );
  return isSigned
    ? idPart.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
    : null;
}

function computeSignature(key: Buffer, idPart: Buffer): Buffer {
  return createHmac("sha256", key).update(idPart).digest();
}
