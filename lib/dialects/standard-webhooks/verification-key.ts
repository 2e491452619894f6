import { createPublicKey, verify } from "node:crypto";
import {
  canonicalBase64Pattern,
  computeStandardSignature,
  decodeKey,
  findStandardKeyError,
  includesSignature,
} from "./signature";

const publicKeyPrefix = "whpk_";
const publicKeyLength = 32;
/** The most ed25519 signatures of one request that are checked: a rotation sends two, and each check takes about 0.1 ms. */
const maxCheckedSignatures = 10;

/** Says why this key cannot verify signatures; undefined if it can. It is `whsec_` (HMAC-SHA256), or `whpk_` with an ed25519 public key. */
export function findVerificationKeyError(key: string): string | undefined {
  if (key.startsWith("whsk_")) {
    return 'A key that starts with "whsk_" is the secret half of a key pair. Use the public half, which starts with "whpk_".';
  }
  if (!key.startsWith(publicKeyPrefix)) {
    return key.startsWith("whsec_")
      ? findStandardKeyError(key, "hmac")
      : 'The key must start with "whsec_", or with "whpk_" for an ed25519 public key.';
  }
  const text = key.slice(publicKeyPrefix.length);
  return canonicalBase64Pattern.test(text) && decodeKey(key).length === publicKeyLength
    ? undefined
    : `The text after "${publicKeyPrefix}" must be the ${publicKeyLength} bytes of an ed25519 public key in base64.`;
}

/** Checks whether one of the entries of webhook-signature is the signature of `content`, which is "id.timestamp.body". */
export type StandardVerifier = (content: Uint8Array, entries: readonly string[]) => boolean;

/** Prepares the check with a key for many requests. The key must be valid (findVerificationKeyError). */
export function prepareStandardVerifier(key: string): StandardVerifier {
  if (!key.startsWith(publicKeyPrefix))
    return (content, entries) => includesSignature(entries, computeStandardSignature(key, content));
  const x = decodeKey(key).toString("base64url");
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return (content, entries) =>
    entries
      .filter((entry) => entry.startsWith("v1a,"))
      .slice(0, maxCheckedSignatures)
      .some((entry) => verify(null, content, publicKey, Buffer.from(entry.slice(4), "base64")));
}
