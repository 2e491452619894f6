import { hash, randomBytes } from "node:crypto";
import type { SourceSystemId } from "./schema";

/** Generates the token in a source's URL: 32 random bytes in base64url. It is shown once; only its hash and its prefix are stored. */
export function generateSourceToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Whether a text has the form of a token; nothing else is worth a query. */
export function isSourceToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** Returns the SHA-256 hash that is stored, and by which a source is found. */
export function hashSourceToken(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hash("sha256", token, "buffer"));
}

/** Returns the beginning of a token, which lists show so that users can distinguish URLs. */
export function toSourceTokenPrefix(token: string): string {
  return token.slice(0, 6);
}

/**
 * Returns the URL to which the system of a source sends. It works with and without a final slash; Fineract takes only a URL with one.
 * @param origin the public origin of this installation, such as "https://hooks.bank.example"
 */
export function buildSourceUrl(origin: string, token: string, system: SourceSystemId): string {
  return new URL(`/in/${token}${system === "fineract" ? "/" : ""}`, origin).href;
}
