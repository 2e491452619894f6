import { z } from "zod";

/** What a secret that cannot be read back shows as. Sent back, it stands for the secret that is saved. */
export const hiddenValue = "********";

const credential = z
  .string()
  .min(1, "Give this secret, or choose another way to sign in.")
  .max(4_096)
  .regex(/^[\x20-\x7e]+$/, "A secret has only printable ASCII characters, no line breaks.");
const claim = z.string().min(1).max(500).optional();

/**
 * How a webhook signs in at its receiver, besides its signature: basic (RFC 7617), an API key in a header, a bearer
 * token (RFC 6750), or a JWT (RFC 7519, HS256) made afresh for each attempt.
 */
export const authenticationSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("basic"),
    username: z
      .string()
      .min(1, "Give the user name.")
      .max(200)
      .regex(/^[^:\p{Cc}]+$/u, "A user name has no colon and no control characters."),
    password: credential,
  }),
  z.strictObject({ kind: z.literal("apiKey"), header: z.string().min(1).max(100), value: credential }),
  z.strictObject({ kind: z.literal("bearer"), token: credential }),
  z.strictObject({
    kind: z.literal("jwt"),
    secret: credential.refine((secret) => secret === hiddenValue || secret.length >= 32, {
      message: "HS256 needs a secret of at least 32 characters (RFC 7518, section 3.2).",
    }),
    issuer: claim,
    subject: claim,
    audience: claim,
    lifetimeSeconds: z.number().int().min(10).max(3_600).default(300),
  }),
]);
export type Authentication = z.output<typeof authenticationSchema>;
