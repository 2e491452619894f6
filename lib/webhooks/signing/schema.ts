import { z } from "zod";

/** A JSON Web Key Set (RFC 7517), as a receiver fetches it. */
export const publishedKeysSchema = z.object({
  keys: z.array(
    z.object({
      kty: z.string(),
      crv: z.string(),
      x: z.string(),
      kid: z.string(),
      alg: z.string(),
      use: z.literal("sig"),
    }),
  ),
});

/** A stored request to verify: the headers, one on each line, and the unchanged body. */
export const pastedRequestSchema = z.strictObject({
  headers: z
    .string()
    .min(1, "Paste the headers, one on each line.")
    .max(32_768, "The headers can have at most 32 KiB."),
  body: z.string().max(512 * 1_024, "The body can have at most 512 KiB."),
});
export type PastedRequestInput = z.output<typeof pastedRequestSchema>;

export interface SignatureFinding {
  code:
    | "header_missing"
    | "not_a_signature"
    | "no_match"
    | "encoding_differs"
    | "prefix_differs"
    | "body_differs"
    | "timestamp_away"
    | "previous_key"
    | "key_ended";
  message: string;
}

/** `valid`: a receiver would accept the signature; the age of a stored request does not count. The findings explain the result. */
export interface SignatureVerdict {
  valid: boolean;
  findings: SignatureFinding[];
}
