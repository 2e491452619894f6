import { z } from "zod";
import { entityIdSchema } from "../events/schema";
import { parseNetworks } from "../http/networks";
import { headerNameSchema, keySchema, nameSchema } from "../webhooks/settings";

export const sourceSystems = [
  "precisionlender",
  "loanpro",
  "plexe",
  "fineract",
  "standard-webhooks",
  "generic",
] as const;
export type SourceSystemId = (typeof sourceSystems)[number];

/**
 * How the messages of a source are verified. hmac: HMAC-SHA256 of the body. header: the key itself in a header. standard: Standard
 * Webhooks. none: only by the token in the URL and the networks.
 */
const verificationSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("hmac"),
    header: headerNameSchema,
    encoding: z.enum(["base64", "hex", "dashed-hex"]),
    /** The text before the signature, such as "sha256=". */
    prefix: z.string().max(40, "A prefix can have at most 40 characters.").default(""),
  }),
  z.strictObject({ kind: z.literal("header"), header: headerNameSchema }),
  z.strictObject({ kind: z.literal("standard") }),
  z.strictObject({ kind: z.literal("none") }),
]);
export type Verification = z.output<typeof verificationSchema>;

/** A JSON pointer (RFC 6901) into the body, such as "/loan/id", or a Liquid template, such as "{{ body.loan.id }}". */
const expressionSchema = z
  .string()
  .min(
    1,
    "Leave the field out, or send a JSON pointer such as /loan/id or a template such as {{ body.loan.id }}.",
  )
  .max(2_000, "A pointer or template can have at most 2,000 characters.");

/** Where the parts of an event are in a message. Parts that are left out are taken as the source's system sends them. */
const mappingSchema = z.strictObject({
  type: expressionSchema.optional(),
  entityType: expressionSchema.optional(),
  entityId: expressionSchema.optional(),
  occurredAt: expressionSchema.optional(),
  idempotencyKey: expressionSchema.optional(),
  /** A JSON pointer to the object that becomes the event's data. */
  data: expressionSchema.optional(),
  /** Event types by the system's name for them: {"loan.paid": "PaymentPosted"}. */
  eventTypes: z.record(z.string().min(1).max(200), z.string().min(1).max(100)).optional(),
});
export type Mapping = z.output<typeof mappingSchema>;

const networkSchema = z
  .string()
  .trim()
  .min(1, "Send a network in CIDR notation, such as 10.0.0.0/8.")
  .max(100)
  .superRefine((text, context) => {
    try {
      parseNetworks(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
    }
  });

const settings = {
  name: nameSchema,
  verification: verificationSchema,
  mapping: mappingSchema,
  /** The networks that may send. Empty: any address. */
  networks: z.array(networkSchema).max(100),
  duplicateSeconds: z
    .number()
    .int()
    .min(0)
    .max(24 * 60 * 60, "A repetition is recognized for at most 24 hours (86400 seconds).")
    .describe(
      "How long a message with the same body counts as a repetition, in seconds, if the system sends no ID of its own. 0: never.",
    ),
};

export const createSourceSchema = z.strictObject({
  ...settings,
  system: z.enum(sourceSystems),
  key: keySchema.optional(),
  verification: settings.verification.optional(),
  mapping: settings.mapping.default({}),
  networks: settings.networks.default([]),
  duplicateSeconds: settings.duplicateSeconds.optional(),
  partnerId: z.guid().toLowerCase().nullish(),
});
export type CreateSourceInput = z.output<typeof createSourceSchema>;

export const updateSourceSchema = z.strictObject(settings).partial();
export type UpdateSourceInput = z.output<typeof updateSourceSchema>;

const overlapHoursSchema = z
  .number()
  .min(0)
  .max(7 * 24, "The previous key or URL can stay valid for at most 7 days.")
  .default(24);

/** Replaces the key, with one that the system has made, or the token in the URL. */
export const rotateSourceSchema = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("key"), key: keySchema, overlapHours: overlapHoursSchema }),
  z.strictObject({ what: z.literal("url"), overlapHours: overlapHoursSchema }),
]);
export type RotateSourceInput = z.output<typeof rotateSourceSchema>;

export const sourceSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  system: z.enum(sourceSystems),
  partnerId: z.guid().nullable(),
  /** The URL to which the system sends; null except after creating the source and rotating the URL, because the token is not stored. */
  url: z.string().nullable(),
  /** The first characters of the token in the URL. */
  tokenPrefix: z.string(),
  /** When the URL from before a rotation stops working. */
  previousUrlUntil: z.iso.datetime().nullable(),
  verification: verificationSchema,
  hasKey: z.boolean(),
  previousKeyUntil: z.iso.datetime().nullable(),
  mapping: mappingSchema,
  networks: z.array(z.string()),
  duplicateSeconds: z.number(),
  /** Messages that are stored but not mapped yet; at most 10,000 are counted. */
  waiting: z.number(),
  /** Messages that could not be mapped; at most 1,000 are counted. */
  unmapped: z.number(),
  /** Messages that did not verify, are kept and were not taken; at most the last 100 are kept. */
  unverified: z.number(),
  /** All messages that were ever refused because they did not verify. */
  unverifiedTotal: z.number(),
  lastMessageAt: z.iso.datetime().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type SourceView = z.infer<typeof sourceSchema>;

const pageShape = {
  cursor: z.uuid("This cursor is invalid. Use one returned by the list.").toLowerCase().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const sourceListQuerySchema = z.object(pageShape);
export type SourceListQuery = z.output<typeof sourceListQuerySchema>;
export const sourceListSchema = z.object({ items: z.array(sourceSchema), nextCursor: z.uuid().nullable() });

export const messageStates = ["waiting", "mapped", "duplicate", "unmapped", "unverified"] as const;
export type MessageState = (typeof messageStates)[number];

export const messageListQuerySchema = z.object({ state: z.enum(messageStates).optional(), ...pageShape });
export type MessageListQuery = z.output<typeof messageListQuerySchema>;

export const messageSchema = z.object({
  id: z.uuid(),
  sourceId: z.uuid(),
  state: z.enum(messageStates),
  /** False if its signature or address was wrong, also after a person has taken it. */
  verified: z.boolean(),
  receivedAt: z.iso.datetime(),
  /** The IP address of the sender. */
  address: z.string().nullable(),
  /** The size of the stored body in bytes. */
  size: z.number(),
  /** Whether only the first 16 KiB of the body are kept, because it did not verify. */
  truncated: z.boolean(),
  /** Why it is unmapped or unverified. */
  reason: z.string().nullable(),
  /** The event that it became, or that it repeats. */
  eventId: z.uuid().nullable(),
  taken: z
    .object({
      by: z.string(),
      at: z.iso.datetime(),
      reason: z.string().optional(),
      type: z.string().optional(),
      entityId: z.string().optional(),
    })
    .nullable(),
});
export type MessageView = z.infer<typeof messageSchema>;
export const messageListSchema = z.object({ items: z.array(messageSchema), nextCursor: z.uuid().nullable() });

export const messageDetailsSchema = z.object({
  ...messageSchema.shape,
  method: z.string(),
  query: z.string(),
  /** Pairs of name and value, without credentials, cookies and the token. */
  headers: z.array(z.tuple([z.string(), z.string()])),
});
export type MessageDetails = z.infer<typeof messageDetailsSchema>;

/** Takes a message that is unmapped or unverified, as the mapping is now. */
export const takeMessageSchema = z.strictObject({
  /** Required for a message that did not verify. */
  reason: z.string().trim().min(3, "Give a reason of at least 3 characters.").max(500).optional(),
  /** The event type and the entity ID to use in place of the mapped ones. */
  type: z.string().min(1).max(100).optional(),
  entityId: entityIdSchema.optional(),
});
export type TakeMessageInput = z.output<typeof takeMessageSchema>;

/** Maximum size of a message, in bytes; a larger one gets a 413. An event has a lower limit: then the message is unmapped. */
export const maxMessageBytes = 1024 * 1024;
/** How much of the body of a message that does not verify is kept, in bytes. */
export const maxUnverifiedBytes = 16 * 1024;
export const maxUnverifiedKept = 100;
