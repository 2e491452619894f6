import { z } from "zod";
import { plainNumbers } from "../json/plain-numbers";
import { timestampSchema } from "../timestamp";

/** The most that one event may carry, in bytes of JSON (DESIGN section 6). */
export const maxEventBytes = 256 * 1024;
export const maxBatchEvents = 1_000;
/** A whole batch, in bytes. */
export const maxBatchBytes = 8 * 1024 * 1024;

const plain = /^[^\p{Cc}]+$/u;

/** Names one event of the caller's, in the body or as the Idempotency-Key header. */
export const idempotencyKeySchema = z
  .string()
  .min(1, "An idempotency key is not empty.")
  .max(255, "An idempotency key has at most 255 characters.")
  .regex(/^[\x20-\x7e]+$/, "An idempotency key has only printable ASCII characters.");

/** An entity as a caller names it. Spaces around it are no part of it: " L-102" is the loan L-102. */
const entityIdSchema = z
  .string()
  .trim()
  .min(1, "Name the entity it happened to.")
  .max(200, "An entity id has at most 200 characters.")
  .regex(plain, "An entity id has no control characters.")
  .refine((text) => text.isWellFormed(), "An entity id is well-formed Unicode.")
  // Browsers take these out of a path, even percent-encoded.
  .refine(
    (text) => text !== "." && text !== "..",
    'An entity id is not "." or "..": its page could have no address.',
  );

/** An event as it is posted. Entity type and title come from the catalogue. */
export const eventSchema = z.strictObject({
  type: z.string().min(1).max(100),
  /** The version of its event type that `data` is in; left out: the current one. */
  version: z.preprocess(plainNumbers, z.number().int().min(1).optional()),
  entityId: entityIdSchema,
  data: z.record(z.string(), z.unknown()).default({}),
  /** Old and new values of the fields that changed, for conditions: {"status": {"from": "Open", "to": "Closed"}} */
  changes: z
    .record(z.string(), z.strictObject({ from: z.unknown().optional(), to: z.unknown().optional() }))
    .optional(),
  occurredAt: timestampSchema()
    .transform((text) => new Date(text))
    .optional(),
  partnerId: z.guid().toLowerCase().optional(),
  idempotencyKey: idempotencyKeySchema.optional(),
});
export type EventInput = z.output<typeof eventSchema>;

export const eventBatchSchema = z.strictObject({
  events: z
    .array(eventSchema)
    .min(1, "A batch has at least one event.")
    .max(maxBatchEvents, `A batch has at most ${maxBatchEvents} events.`),
});

export const acceptedSchema = z.object({
  id: z.uuid(),
  /** How many deliveries it made. */
  deliveries: z.number(),
  /** This idempotency key was accepted before; nothing new was made. */
  duplicate: z.boolean(),
  /** What of the data does not fit the event type's schema, where that only warns. */
  warnings: z.array(z.string()).optional(),
});
export type Accepted = z.infer<typeof acceptedSchema>;

export const acceptedBatchSchema = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  results: z.array(acceptedSchema),
});
