import { z } from "zod";
import { dialectIds } from "../dialects";
import { authenticationSchema } from "./secrets/authentication-schema";

export const stateSchema = z.enum(["enabled", "disabled", "paused"]);
export const heldChoiceSchema = z.enum(["deliver", "discard", "keep"]);
export type HeldChoice = z.infer<typeof heldChoiceSchema>;

const hour = 3_600;

/** The retry policies offered by name: seconds to wait after each failed attempt. */
export const retryPresets = {
  urgent: [10, 30, 60, 300, 900],
  standard: [60, 300, 900, hour, 4 * hour],
  "weekend-proof": [60, 900, hour, 6 * hour, 24 * hour, 48 * hour],
} as const;

const printable = /^[^\p{Cc}\p{Cs}]*$/u;

export const nameSchema = z
  .string()
  .trim()
  .min(1, "Give the webhook a name.")
  .max(200, "A name has at most 200 characters.")
  .regex(printable, "A name has no control characters.");

export const urlSchema = z.string().trim().min(1, "Give the URL that receives the notices.").max(2_048);

/** What any key can be; how long it must be is the dialect's to say (lib/dialects/keys.ts). */
export const keySchema = z
  .string()
  .min(1, "Give a key, or leave it out for a random one.")
  .max(256, "A key has at most 256 characters.")
  .regex(/^[\x20-\x7e]+$/, "A key has only printable ASCII characters.");

const eventTypeName = z.string().min(1).max(100);

/**
 * "OpportunityUpdated", "*" for every event type, or with a CEL condition. `version` is the event type's version
 * that is wanted; left out: the one that the webhook has already, else the current one.
 */
export const triggerSchema = z.union([
  eventTypeName,
  z.strictObject({
    eventType: eventTypeName,
    version: z.number().int().min(1).max(1_000).nullish(),
    condition: z.string().min(1).max(2_000).nullish(),
  }),
]);

export const triggersSchema = z
  .array(triggerSchema)
  .min(1, 'Choose at least one event trigger, or all events ("*").')
  .max(500)
  .transform((triggers) =>
    triggers.map((trigger) =>
      typeof trigger === "string"
        ? { eventType: trigger, version: null, condition: null }
        : {
            eventType: trigger.eventType,
            version: trigger.version ?? null,
            condition: trigger.condition ?? null,
          },
    ),
  )
  .refine((triggers) => new Set(triggers.map((trigger) => trigger.eventType)).size === triggers.length, {
    message: "An event type is named twice.",
  });
export type TriggerInput = z.output<typeof triggersSchema>[number];

export const retryDelaysSchema = z
  .array(
    z
      .number("Give each delay in seconds.")
      .int("A delay is a whole number of seconds.")
      .min(1, "A delay is at least 1 second.")
      .max(48 * hour, "A delay is at most 48 hours (172800 seconds)."),
  )
  .max(20, "At most 20 retries.");

export const headersSchema = z.record(z.string(), z.string());

export const methodSchema = z.enum(["GET", "POST", "PUT", "DELETE"]);

const settings = {
  name: nameSchema,
  url: urlSchema,
  triggers: triggersSchema,
  retryDelays: retryDelaysSchema,
  timeoutSeconds: z
    .number()
    .int("The timeout is a whole number of seconds.")
    .min(1, "The timeout is at least 1 second.")
    .max(60, "The timeout is at most 60 seconds."),
  successRule: z.enum(["200", "2xx"]),
  signatureHeader: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, "A header name has letters, digits and hyphens."),
  signatureEncoding: z.enum(["base64", "hex"]),
  headers: headersSchema,
  method: methodSchema,
  /** The dialect's own settings; GET /api/v1/dialects says which. */
  options: z.record(z.string(), z.unknown()),
  /** A secret that is "********" stays as it is. Null: no authentication. */
  authentication: authenticationSchema.nullable(),
};

/** What creating a webhook takes. Left out: the default, and for triggers every event type. */
export const createWebhookSchema = z.strictObject({
  ...settings,
  name: nameSchema.default("New Webhook Configuration"),
  key: keySchema.optional(),
  triggers: triggersSchema.default([{ eventType: "*", version: null, condition: null }]),
  state: z.enum(["enabled", "disabled"]).default("enabled"),
  dialect: z.enum(dialectIds).default("precisionlender"),
  retryDelays: retryDelaysSchema.default([...retryPresets.standard]),
  timeoutSeconds: settings.timeoutSeconds.default(15),
  successRule: settings.successRule.optional(),
  signatureHeader: settings.signatureHeader.optional(),
  signatureEncoding: settings.signatureEncoding.optional(),
  headers: headersSchema.default({}),
  method: methodSchema.default("POST"),
  options: settings.options.default({}),
  authentication: settings.authentication.default(null),
  partnerId: z.guid().nullish(),
});
export type CreateWebhook = z.output<typeof createWebhookSchema>;

/** What changing a webhook takes: any of its settings. Paused is the engine's word, so nobody can ask for it. */
export const updateWebhookSchema = z.strictObject({
  ...z.object(settings).partial().shape,
  /** A null value removes that header, "********" keeps its value; headers that are not named stay. */
  headers: z.record(z.string(), z.string().nullable()).optional(),
  state: z.enum(["enabled", "disabled"], 'The state can be set to "enabled" or "disabled".').optional(),
  /** What enabling does with the deliveries that are held. */
  heldDeliveries: heldChoiceSchema.optional(),
});
export type UpdateWebhook = z.output<typeof updateWebhookSchema>;

/** Something about the saved settings that whoever changed them has to know. */
const warningSchema = z.object({ field: z.string(), code: z.string(), message: z.string() });

export const rotateKeySchema = z.strictObject({
  key: keySchema.optional(),
  /** How long the old key stays valid, in hours. */
  overlapHours: z
    .number()
    .min(0)
    .max(7 * 24, "The old key stays valid for at most 7 days.")
    .default(24),
  /** Ends the keys of earlier rotations now, also those whose overlap still runs: for keys that leaked. */
  endPreviousKeys: z.boolean().optional(),
});

export const revealKeySchema = z.strictObject({
  password: z.string().min(1, "Give your password.").max(1_000),
});

/** The settings that a test is sent with, saved or not; see lib/playground/send-test.ts. */
export const sendTestSchema = z.strictObject({
  /** Of a saved webhook: its key and the headers that are not named here are used. */
  webhookId: z.uuid().nullable(),
  eventType: eventTypeName,
  url: urlSchema,
  /** Needed when there is no saved one. */
  key: keySchema.optional(),
  timeoutSeconds: settings.timeoutSeconds,
  successRule: settings.successRule,
  signatureHeader: settings.signatureHeader,
  signatureEncoding: settings.signatureEncoding,
  /** A null value leaves out that saved header. */
  headers: z.record(z.string(), z.string().nullable()),
  /** Left out: those of the saved webhook, or the defaults. */
  dialect: z.enum(dialectIds).optional(),
  method: methodSchema.optional(),
  options: settings.options.optional(),
  authentication: settings.authentication.optional(),
});
export type SendTestInput = z.output<typeof sendTestSchema>;

export const simulateSchema = z.strictObject({ eventType: eventTypeName });

/** A webhook as the API and the portal show it. `key` is there only when it was just made. */
export const webhookSchema = z.object({
  id: z.uuid(),
  /** The integer id that Fineract's clients know it by. */
  number: z.number(),
  name: z.string(),
  url: z.string(),
  key: z.string().optional(),
  partnerId: z.guid().nullable(),
  dialect: z.string(),
  triggers: z.array(
    z.union([
      z.string(),
      z.object({
        eventType: z.string(),
        version: z.number().optional(),
        condition: z.string().optional(),
      }),
    ]),
  ),
  state: stateSchema,
  stateReason: z.string().nullable(),
  stateChangedAt: z.iso.datetime(),
  stateChangedBy: z.string(),
  retryDelays: z.array(z.number()),
  timeoutSeconds: z.number(),
  successRule: z.enum(["200", "2xx"]),
  signatureHeader: z.string(),
  signatureEncoding: z.enum(["base64", "hex"]),
  /** Values are write-only: each shows as "********". */
  headers: z.record(z.string(), z.string()),
  method: methodSchema,
  options: z.record(z.string(), z.unknown()),
  /** Each secret shows as "********". */
  authentication: z.object({ kind: z.string() }).catchall(z.unknown()).nullable(),
  /** When the last of the replaced keys ends; null when none is valid any more. */
  previousKeyValidUntil: z.iso.datetime().nullable(),
  /** When each of them ends, the key replaced last first. */
  previousKeysValidUntil: z.array(z.iso.datetime()),
  heldDeliveries: z.number(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type WebhookView = z.infer<typeof webhookSchema>;

/** The answer to a change. */
export const changedWebhookSchema = z.object({
  ...webhookSchema.shape,
  /**
   * What was saved but may not be meant: secrets that were dropped (`secret_dropped`), since scheme, host or port of the URL
   * changed, and conditions over a field that the event type's sample lacks (`condition_untried`).
   */
  warnings: z.array(warningSchema),
});
