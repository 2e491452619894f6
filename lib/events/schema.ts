import { z } from "zod";
import { toPlainNumbers } from "../json/plain-numbers";
import { timestampSchema } from "../timestamp";

/** Maximum size of an event, in bytes of JSON: of a request with a single event, and of each event of a batch. */
export const maxEventBytes = 256 * 1024;
export const maxBatchEvents = 1_000;
/** Maximum size of a batch, in bytes of JSON. */
export const maxBatchBytes = 8 * 1024 * 1024;

const noControlCharactersPattern = /^[^\p{Cc}]+$/u;

/** A key with which the caller identifies an event; sent in the body or in the Idempotency-Key header. */
export const idempotencyKeySchema = z
  .string()
  .min(1, "An idempotency key must not be empty.")
  .max(255, "An idempotency key must not exceed 255 characters.")
  .regex(/^[\x20-\x7e]+$/, "An idempotency key must consist of printable ASCII characters.");

/** An entity ID as the caller sends it, with surrounding spaces removed: " L-102" is the loan L-102. */
export const entityIdSchema = z
  .string()
  .trim()
  .min(1, "An entity ID is required.")
  .max(200, "An entity ID must not exceed 200 characters.")
  .regex(noControlCharactersPattern, "An entity ID must not contain control characters.")
  .refine((text) => text.isWellFormed(), "An entity ID must be well-formed Unicode.")
  // Browsers remove the segments "." and ".." from a path, even percent-encoded, so the entity could have no page.
  .refine((text) => text !== "." && text !== "..", 'An entity ID must not be "." or "..".');

/** An event as it is sent. Its entity type and title come from the catalog. */
export const eventSchema = z.strictObject({
  type: z.string().min(1).max(100),
  /** Version of the event type that `data` follows; omitted: the current one. */
  version: z.preprocess(toPlainNumbers, z.number().int().min(1).optional()),
  entityId: entityIdSchema,
  data: z.record(z.string(), z.unknown()).default({}),
  /** Old and new values of changed fields, for conditions: {"status": {"from": "Open", "to": "Closed"}} */
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
    .min(1, "A batch must contain at least one event.")
    .max(maxBatchEvents, `A batch must not exceed ${maxBatchEvents.toLocaleString("en")} events.`),
});

export const acceptedEventSchema = z.object({
  id: z.uuid(),
  /** Number of deliveries created. */
  deliveries: z.number(),
  /** Whether an event with this idempotency key already existed, so that nothing was created. */
  duplicate: z.boolean(),
  /** Validation errors, if the event type's validation only warns, and patterns of the schema that were not applied. */
  warnings: z.array(z.string()).optional(),
});
export type AcceptedEvent = z.infer<typeof acceptedEventSchema>;

export const acceptedBatchSchema = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  results: z.array(acceptedEventSchema),
});
