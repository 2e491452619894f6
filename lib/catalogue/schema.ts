import { z } from "zod";
import { inexactNumber } from "../json/inexact-number";
import { plainNumbers } from "../json/plain-numbers";

export const validationSchema = z.enum(["off", "warn", "enforce"]);
export type Validation = z.infer<typeof validationSchema>;

/** Schema and sample together, as they are sent. */
export const maxEventTypeBytes = 512 * 1024;

/** The system that an installation's own event types belong to. */
export const ownSystem = "Own";

const plain = /^[^\p{Cc}\p{Cs}]*$/u;
const text = (what: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, `Give the ${what}.`)
    .max(max, `At most ${max} characters.`)
    .regex(plain, "No control characters.");

const sampleSchema = z.strictObject({
  entityId: text("sample's entity id", 200).refine(
    (id) => id !== "." && id !== "..",
    'An entity id is not "." or "..".',
  ),
  data: z.record(z.string(), z.unknown()),
});

const content = {
  /** JSON Schema (draft 2020-12) of the event's data. */
  schema: z.preprocess(
    (schema, context) => {
      const inexact = inexactNumber(schema);
      if (inexact === undefined) return plainNumbers(schema);
      const message = `The number ${inexact.slice(0, 40)} is too large to be kept exactly in a schema.`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    },
    z.record(z.string(), z.unknown()),
  ),
  /** An event as it may come; its data fits the schema. */
  sample: sampleSchema,
};

/** What creating an own event type takes. */
export const createEventTypeSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/,
      "A name has letters, digits, dots, hyphens and underscores, begins with a letter and has at most 100 characters.",
    )
    .refine(
      (name) => name !== "new",
      'No event type can be named "new": its page would be the one that adds event types.',
    ),
  title: text("title", 100),
  description: z
    .string()
    .trim()
    .max(1_000)
    .regex(/^[^\p{Cs}]*$/u)
    .default(""),
  entityType: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,49}$/, "An entity type is one word, such as Loan or CreditLine."),
  group: text("group", 100).default("Own event types"),
  validation: validationSchema.default("off"),
  ...content,
});
export type CreateEventType = z.output<typeof createEventTypeSchema>;

/** What can be changed of an event type without a new version; of a built-in one, the validation only. */
export const updateEventTypeSchema = z.strictObject({
  title: createEventTypeSchema.shape.title.optional(),
  description: createEventTypeSchema.shape.description.unwrap().optional(),
  group: text("group", 100).optional(),
  deprecated: z.boolean().optional(),
  validation: validationSchema.optional(),
});
export type UpdateEventType = z.output<typeof updateEventTypeSchema>;

export const newVersionSchema = z.strictObject(content);
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
  /** Whether incoming events must fit the schema. */
  validation: validationSchema,
  /** The current one, which `schema` and `sample` are of. */
  ...versionSchema.shape,
});
export type EventTypeView = z.infer<typeof eventTypeSchema>;

export const eventTypeListSchema = z.object({ items: z.array(eventTypeSchema) });

/** One event type with its earlier versions, the latest first, and how many webhooks name it. */
export const eventTypeWithVersionsSchema = z.object({
  ...eventTypeSchema.shape,
  earlierVersions: z.array(versionSchema),
  webhooks: z.number(),
});
export type EventTypeWithVersions = z.infer<typeof eventTypeWithVersionsSchema>;
