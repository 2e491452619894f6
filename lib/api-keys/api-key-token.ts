import { createHash, randomBytes } from "node:crypto";

/** A new API key: `hl_` and 32 random bytes in base64url. Shown once; only its hash is stored. */
export function newApiKeyToken(): string {
  return `hl_${randomBytes(32).toString("base64url")}`;
}

/** What is stored of a key and what it is found by. */
export function hashApiKey(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(token).digest());
}

/** The part of a key that lists may show, to tell keys apart. */
export function apiKeyPrefix(token: string): string {
  return token.slice(0, 9);
}

/** The key in an Authorization header, or null when there is none that is written like one. */
export function apiKeyOf(authorization: string | null): string | null {
  return /^[Bb][Ee][Aa][Rr][Ee][Rr] +(hl_[\w-]{43}) *$/.exec(authorization ?? "")?.[1] ?? null;
}
