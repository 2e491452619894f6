import { z } from "zod";

/** Shown in place of a secret, which cannot be read back. An update that sends it keeps the saved secret. */
export const hiddenValue = "********";

const credentialSchema = z
  .string()
  .min(1, "This secret is required.")
  .max(4_096)
  .regex(/^[\x20-\x7e]+$/, "A secret can contain only printable ASCII characters.");
const claimSchema = z.string().min(1).max(500).optional();

/**
 * Receiver authentication, in addition to the signature: basic (RFC 7617), an API key in a header or in a field of the JSON body, a
 * bearer token (RFC 6750), or a JWT (RFC 7519, HS256) created for each attempt.
 */
export const authenticationSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("basic"),
    username: z
      .string()
      .min(1, "A user name is required.")
      .max(200)
      .regex(/^[^:\p{Cc}]+$/u, "A user name cannot contain a colon or control characters."),
    password: credentialSchema,
  }),
  z.strictObject({ kind: z.literal("apiKey"), header: z.string().min(1).max(100), value: credentialSchema }),
  z.strictObject({
    kind: z.literal("bodyField"),
    field: z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/,
        "A field name must start with a letter or an underscore and contain only letters, digits, dots, hyphens and underscores.",
      ),
    value: credentialSchema,
  }),
  z.strictObject({ kind: z.literal("bearer"), token: credentialSchema }),
  z.strictObject({
    kind: z.literal("jwt"),
    secret: credentialSchema.refine((secret) => secret === hiddenValue || secret.length >= 32, {
      message: "HS256 needs a secret of at least 32 characters (RFC 7518, section 3.2).",
    }),
    issuer: claimSchema,
    subject: claimSchema,
    audience: claimSchema,
    lifetimeSeconds: z.number().int().min(10).max(3_600).default(300),
  }),
]);
export type Authentication = z.output<typeof authenticationSchema>;
export type HeaderAuthentication = Exclude<Authentication, { kind: "bodyField" }>;
