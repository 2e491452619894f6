import type { SignatureFormat } from "../dialects/dialect";
import { previousHeaders } from "../dialects/previous-headers";

export type BodyProof = Extract<SignatureFormat, { kind: "body" }>;

/**
 * One programming language's way to verify. Each snippet is a whole file with one function over the raw body and the
 * headers; the key comes from the environment (WEBHOOK_KEY, or WEBHOOK_PUBLIC_KEY: the member `x` of the published key)
 * and is missed loudly, because an empty key would let anybody sign.
 */
export interface Language {
  id: string;
  title: string;
  /** What the file may be called. */
  file: string;
  body(proof: BodyProof): string;
  standard(): string;
  /** @param published where the public keys are. */
  ed25519(published: string): string;
}

/** The headers in which a signature over the body may stand. */
export function headersOf({ header, previousHeader }: BodyProof): string[] {
  return previousHeader === null ? [header] : [header, ...previousHeaders(previousHeader)];
}

export const quotedList = (names: readonly string[], quote = '"') =>
  names.map((name) => `${quote}${name}${quote}`).join(", ");

/** Said beside the list of headers where there is more than one. */
export const whyMore = "While replaced keys still count, the further headers carry their signatures.";
export const whyRaw = "the raw bytes, before any JSON parser has touched them";

/** Seconds that a signed timestamp may be away, as the libraries of Standard Webhooks have it. */
export const tolerance = 300;
