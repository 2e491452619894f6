import { hash, randomBytes } from "node:crypto";

/** Generates an API key: `hl_` and 32 random bytes in base64url. It is shown once; only its hash and its prefix are stored. */
export function generateApiKey(): string {
  return `hl_${randomBytes(32).toString("base64url")}`;
}

/** Returns the SHA-256 hash that is stored, and by which a key is found. */
export function hashApiKey(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hash("sha256", token, "buffer"));
}

/** Returns the beginning of a key, which lists show so that users can distinguish keys. */
export function toApiKeyPrefix(token: string): string {
  return token.slice(0, 9);
}

/**
 * Returns the key in an `Authorization: Bearer` header (RFC 6750; the scheme in any case, RFC 9110 section 11.1), or null when
 * there is none or it does not look like a key.
 */
export function parseApiKey(authorization: string | null): string | null {
  return /^[Bb][Ee][Aa][Rr][Ee][Rr] +(hl_[\w-]{43}) *$/.exec(authorization ?? "")?.[1] ?? null;
}
