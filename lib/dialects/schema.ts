import { z } from "zod";
import { failurePolicySchema } from "../failure-policy/schema";

const dialectSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  methods: z.array(z.string()),
  /** Whether a webhook can choose the header and encoding of the signature. */
  ownSignature: z.boolean(),
  defaults: z.object({
    successRule: z.string(),
    signatureHeader: z.string(),
    signatureEncoding: z.string(),
    failurePolicy: failurePolicySchema,
  }),
  /** JSON Schema of a webhook's `options`. */
  options: z.record(z.string(), z.unknown()),
});
export type DialectView = z.infer<typeof dialectSchema>;

export const dialectListSchema = z.object({ items: z.array(dialectSchema) });
