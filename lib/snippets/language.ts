import type { SignatureFormat } from "../dialects/dialect";
import { listPreviousKeyHeaderNames } from "../dialects/previous-key-headers";

export type BodySignatureFormat = Extract<SignatureFormat, { kind: "body" }>;

/**
 * Code that verifies webhooks in one programming language. Each snippet is a complete file with a function that takes the raw body and
 * the headers (in shell, a script that takes them as files). It reads the key from the environment: WEBHOOK_KEY, or WEBHOOK_PUBLIC_KEY,
 * the member `x` of the public JWK. It throws if the key is missing, because anybody could sign with an empty key.
 */
export interface Language {
  id: string;
  title: string;
  /** Suggested file name. */
  file: string;
  body(format: BodySignatureFormat): string;
  standard(): string;
  /** @param jwksUrl the URL of the public keys */
  ed25519(jwksUrl: string): string;
}

/** The headers that can carry a signature of the body. */
export function listSignatureHeaderNames({ header, previousHeader }: BodySignatureFormat): string[] {
  return previousHeader === null ? [header] : [header, ...listPreviousKeyHeaderNames(previousHeader)];
}

export const formatQuotedList = (names: readonly string[], quote = '"') =>
  names.map((name) => `${quote}${name}${quote}`).join(", ");

/** The comment on a list of several headers. */
export const previousKeysNote =
  "After a key rotation, all headers but the first carry signatures with previous keys.";
export const rawBodyNote = "the raw request body, before any JSON parsing";

/** How far a signed timestamp may be in the past or the future, in seconds, as in the libraries of Standard Webhooks. */
export const toleranceSeconds = 300;
