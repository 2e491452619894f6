import { z } from "zod";
import { dialectIds } from "../dialects";
import { methodSchema } from "../webhooks/schema";

/** The settings of a form, as far as they are typed: only what the request's look depends on. */
export const previewSchema = z.strictObject({
  eventType: z.string().min(1).max(100),
  /** A past event of that type; "sample": the catalogue's; null: the newest, else the sample. */
  eventId: z.union([z.uuid(), z.literal("sample")]).nullable(),
  url: z.string().trim().max(2_048),
  method: methodSchema,
  dialect: z.enum(dialectIds),
  options: z.record(z.string(), z.unknown()),
  /** Null: a saved value, which stays hidden. */
  headers: z.record(z.string(), z.string().max(4_096).nullable()),
  signatureHeader: z.string().max(100),
  signatureEncoding: z.enum(["base64", "hex"]),
  /** How it signs in, without any secret. */
  authentication: z
    .object({ kind: z.enum(["basic", "apiKey", "bearer", "jwt"]), header: z.string().max(100).optional() })
    .nullable(),
});
export type PreviewInput = z.output<typeof previewSchema>;
