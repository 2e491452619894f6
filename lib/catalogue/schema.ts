import { z } from "zod";
import { findInexactNumber, toPlainNumbers } from "../json/plain-numbers";
import { isOwnEventType, ownEventPrefix } from "../own-events/names";

export const validationModeSchema = z.enum(["off", "warn", "enforce"]);
export type Validation = z.infer<typeof validationModeSchema>;

/** Maximum size of a request with a schema and a sample. */
export const maxEventTypeBytes = 512 * 1024;

/** The `system` of Hookledger's own event types. */
export const ownSystem = "Hookledger";

/** The `system` of custom event types, which the lender adds. */
export const customSystem = "Own";

const noControlCharacters = /^[^\p{Cc}\p{Cs}]*$/u;
const textSchema = (name: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, `The ${name} is required.`)
    .max(max, `The ${name} must not exceed ${max} characters.`)
    .regex(noControlCharacters, `The ${name} must not contain control characters.`);

const sampleSchema = z.strictObject({
  entityId: textSchema("sample's entity ID", 200).refine(
    (id) => id !== "." && id !== "..",
    'An entity ID must not be "." or "..".',
  ),
  data: z.record(z.string(), z.unknown()),
});

const contentFields = {
  /** JSON Schema (draft 2020-12) of the event's data. */
  schema: z.preprocess(
    (schema, context) => {
      const inexact = findInexactNumber(schema);
      if (inexact === undefined) return toPlainNumbers(schema);
      const message = `The number ${inexact.slice(0, 40)} is too large to be stored exactly in a schema.`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    },
    z.record(z.string(), z.unknown()),
  ),
  /** A sample event, with data that is valid against the schema. */
  sample: sampleSchema,
};

/** The input for creating a custom event type. */
export const createEventTypeSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/,
      "The name must start with a letter and consist of at most 100 letters, digits, dots, hyphens and underscores.",
    )
    // The page of an event type named "new" would be at /catalogue/new, where event types are created.
    .refine((name) => name !== "new", 'The name "new" is reserved. Choose another name.')
    .refine(
      (name) => !isOwnEventType(name),
      `Names that begin with "${ownEventPrefix}" are reserved for Hookledger's own events. Choose another name.`,
    ),
  title: textSchema("title", 100),
  description: z
    .string()
    .trim()
    .max(1_000)
    .regex(/^[^\p{Cs}]*$/u)
    .default(""),
  entityType: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_-]{0,49}$/,
      "The entity type must start with a letter and consist of at most 50 letters, digits, hyphens and underscores, such as CreditLine.",
    ),
  group: textSchema("group", 100).default("Own event types"),
  validation: validationModeSchema.default("off"),
  ...contentFields,
});
export type CreateEventType = z.output<typeof createEventTypeSchema>;

/**
 * Changes to an event type that need no new version. For a built-in event type, only the validation can be changed; Hookledger's
 * own event types cannot be changed.
 */
export const updateEventTypeSchema = z.strictObject({
  title: createEventTypeSchema.shape.title.optional(),
  description: createEventTypeSchema.shape.description.unwrap().optional(),
  group: textSchema("group", 100).optional(),
  deprecated: z.boolean().optional(),
  validation: validationModeSchema.optional(),
});
export type UpdateEventType = z.output<typeof updateEventTypeSchema>;

export const newVersionSchema = z.strictObject(contentFields);
export type NewVersion = z.output<typeof newVersionSchema>;

const versionSchema = z.object({
  version: z.number(),
  schema: z.record(z.string(), z.unknown()),
  sample: z.object({ entityId: z.string(), data: z.record(z.string(), z.unknown()) }),
});

export const eventTypeSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  entityType: z.string(),
  group: z.string(),
  system: z.string(),
  deprecated: z.boolean(),
  /** Whether incoming events are validated against the schema. */
  validation: validationModeSchema,
  /** The current version, with its schema and sample. */
  ...versionSchema.shape,
});
export type EventTypeView = z.infer<typeof eventTypeSchema>;

export const eventTypeListSchema = z.object({ items: z.array(eventTypeSchema) });

/** One event type with its earlier versions, latest first, and the number of webhooks that subscribe to it by name. */
export const eventTypeWithVersionsSchema = z.object({
  ...eventTypeSchema.shape,
  earlierVersions: z.array(versionSchema),
  webhooks: z.number(),
});
export type EventTypeWithVersions = z.infer<typeof eventTypeWithVersionsSchema>;
