import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  timingSafeEqual,
} from "node:crypto";
import type { PublicKey } from "../dialect";

/**
 * The signature schemes of Standard Webhooks 1.0.0 ("Signature scheme"). A key for HMAC-SHA256 is `whsec_` and 24 to 64 random bytes in
 * base64. A key for ed25519 is `whsk_` and the 32-byte seed, or the seed and the 32 bytes of the public key (libsodium's form, in which
 * keys are generated). A key's prefix says which scheme it uses, so a rotation can change the scheme.
 */
export type Scheme = "hmac" | "ed25519";

const prefixByScheme = { hmac: "whsec_", ed25519: "whsk_" } as const;
const hmacKeyLengthRange = { min: 24, max: 64 };
/** RFC 8410: the part of a PKCS #8 ed25519 key before its seed. */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
export const canonicalBase64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function generateStandardKey(scheme: Scheme): string {
  if (scheme === "hmac") return prefixByScheme.hmac + randomBytes(32).toString("base64");
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return (
    prefixByScheme.ed25519 +
    Buffer.concat([Buffer.from(d, "base64url"), Buffer.from(x, "base64url")]).toString("base64")
  );
}

/** Says why this is not a valid key for the scheme; undefined if it is. */
export function findStandardKeyError(key: string, scheme: Scheme): string | undefined {
  const prefix = prefixByScheme[scheme];
  if (!key.startsWith(prefix)) {
    return scheme === "hmac"
      ? 'The key must start with "whsec_", followed by 24 to 64 random bytes in base64.'
      : 'The key must start with "whsk_", followed by the ed25519 secret key in base64.';
  }
  const text = key.slice(prefix.length);
  if (!canonicalBase64Pattern.test(text)) {
    return `The text after "${prefix}" is not base64. Base64 consists of A-Z, a-z, 0-9, "+" and "/", padded with "=".`;
  }
  const { length } = Buffer.from(text, "base64");
  if (scheme === "hmac") {
    return length >= hmacKeyLengthRange.min && length <= hmacKeyLengthRange.max
      ? undefined
      : `The text after "whsec_" decodes to ${length} bytes; Standard Webhooks requires ${hmacKeyLengthRange.min} to ${hmacKeyLengthRange.max}.`;
  }
  if (length !== 32 && length !== 64) {
    return `The text after "whsk_" decodes to ${length} bytes; an ed25519 key must have 32, or 64 including its public key.`;
  }
  return halvesMatch(key)
    ? undefined
    : "The second half of the key is not the public key that belongs to the first half.";
}

/** Computes one entry of the header webhook-signature: `v1,` or `v1a,` and the signature in base64. */
export function computeStandardSignature(key: string, content: Uint8Array): string {
  if (key.startsWith(prefixByScheme.ed25519))
    return `v1a,${sign(null, content, toPrivateKey(key)).toString("base64")}`;
  // Not the Buffer itself: to find out that it is no KeyObject, Node 24 throws and catches two errors, five times the cost of the HMAC.
  const secret = createSecretKey(decodeKey(key));
  return `v1,${createHmac("sha256", secret).update(content).digest("base64")}`;
}

/** Whether one of the entries of webhook-signature is this one. The time it takes does not depend on where they differ. */
export function includesSignature(entries: readonly string[], expected: string): boolean {
  const bytes = Buffer.from(expected);
  return entries.some((entry) => {
    const given = Buffer.from(entry);
    return given.length === bytes.length && timingSafeEqual(given, bytes);
  });
}

/** Derives the public half of an ed25519 key, with its thumbprint (RFC 7638 and 8037) as `kid`; undefined for an HMAC key. */
export function deriveStandardPublicKey(key: string): PublicKey | undefined {
  if (!key.startsWith(prefixByScheme.ed25519)) return undefined;
  const { x = "" } = createPublicKey(toPrivateKey(key)).export({ format: "jwk" });
  const members = JSON.stringify({ crv: "Ed25519", kty: "OKP", x });
  const kid = createHash("sha256").update(members).digest("base64url");
  return { kty: "OKP", crv: "Ed25519", x, kid, alg: "EdDSA", use: "sig" };
}

/** The bytes of a key, without its prefix. */
export function decodeKey(key: string): Buffer {
  return Buffer.from(key.slice(key.indexOf("_") + 1), "base64");
}

function toPrivateKey(key: string): KeyObject {
  const der = Buffer.concat([pkcs8Prefix, decodeKey(key).subarray(0, 32)]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

function halvesMatch(key: string): boolean {
  const given = decodeKey(key).subarray(32);
  const { x = "" } = createPublicKey(toPrivateKey(key)).export({ format: "jwk" });
  return given.length === 0 || given.equals(Buffer.from(x, "base64url"));
}
