import { z } from "zod";
import { conditionLanguages } from "./conditions/condition";
import { dialectSchema, keySchema, retryPresets, settingSchemas, type WebhookSettings } from "./settings";

export const stateSchema = z.enum(["enabled", "disabled", "paused"]);
export const heldDeliveriesChoiceSchema = z.enum(["deliver", "discard", "keep"]);
export type HeldDeliveriesChoice = z.infer<typeof heldDeliveriesChoiceSchema>;

/** The input for creating a webhook. Settings that are left out get defaults, some of them from the dialect. */
export const createWebhookSchema = z.strictObject({
  ...settingSchemas,
  name: settingSchemas.name.default("New Webhook Configuration"),
  key: keySchema.optional(),
  triggers: settingSchemas.triggers.default([
    { eventType: "*", version: null, condition: null, language: "cel" },
  ]),
  state: z.enum(["enabled", "disabled"]).default("enabled"),
  dialect: dialectSchema.default("precisionlender"),
  retryDelays: settingSchemas.retryDelays.default([...retryPresets.standard]),
  timeoutSeconds: settingSchemas.timeoutSeconds.default(15),
  successRule: settingSchemas.successRule.optional(),
  failurePolicy: settingSchemas.failurePolicy.optional(),
  selfHealing: settingSchemas.selfHealing.default(false),
  maxRequestsPerSecond: settingSchemas.maxRequestsPerSecond.default(null),
  sequence: settingSchemas.sequence.default(false),
  ordered: settingSchemas.ordered.default(false),
  orderAfterFailure: settingSchemas.orderAfterFailure.default("wait"),
  signatureHeader: settingSchemas.signatureHeader.optional(),
  signatureEncoding: settingSchemas.signatureEncoding.optional(),
  headers: settingSchemas.headers.default({}),
  method: settingSchemas.method.default("POST"),
  options: settingSchemas.options.default({}),
  authentication: settingSchemas.authentication.default(null),
  owner: settingSchemas.owner.default(null),
  partnerId: z.guid().toLowerCase().nullish(),
});
export type CreateWebhookInput = z.output<typeof createWebhookSchema>;

/** The input for updating a webhook: any of its settings. No request can pause a webhook: only failed deliveries can. */
export const updateWebhookSchema = z.strictObject({
  ...z.object(settingSchemas).partial().shape,
  /** Null removes a header, "********" keeps its value. Headers left out stay, unless the URL's scheme, host or port changes. */
  headers: z.record(z.string(), z.string().nullable()).optional(),
  state: z.enum(["enabled", "disabled"], 'The state can be set to "enabled" or "disabled".').optional(),
  /** What happens to the held deliveries if the webhook is enabled. By default, "deliver" if `state` is "enabled", else "keep". */
  heldDeliveries: heldDeliveriesChoiceSchema.optional(),
});
export type UpdateWebhookInput = z.output<typeof updateWebhookSchema>;

const warningSchema = z.object({ field: z.string(), code: z.string(), message: z.string() });

export const rotateKeySchema = z.strictObject({
  key: keySchema.optional(),
  /** How long the previous key stays valid, in hours. */
  overlapHours: z
    .number()
    .min(0)
    .max(7 * 24, "The previous key can stay valid for at most 7 days.")
    .default(24),
  /**
   * For leaked keys: ends the existing previous keys at once, even if their overlaps have not ended. The key that is being replaced
   * still gets `overlapHours`.
   */
  endPreviousKeys: z.boolean().optional(),
});

export const revealKeySchema = z.strictObject({
  password: z.string().min(1, "Enter your password.").max(1_000),
});

const webhookFields = {
  id: z.uuid(),
  /** The integer id that Fineract clients use. */
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
        language: z
          .enum(conditionLanguages)
          .optional()
          .describe('The language of the condition; left out if it is "cel".'),
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
  /** When permanently failed deliveries pause the webhook. */
  failurePolicy: settingSchemas.failurePolicy,
  /** Whether the webhook is probed while it is paused. */
  selfHealing: z.boolean(),
  /** The most requests per second; null: no limit. */
  maxRequestsPerSecond: settingSchemas.maxRequestsPerSecond,
  /** Whether its deliveries get sequence numbers. */
  sequence: settingSchemas.sequence,
  /** Whether its deliveries for one entity are sent one after another. */
  ordered: settingSchemas.ordered,
  /** What the next delivery for an entity does after one has failed permanently. */
  orderAfterFailure: settingSchemas.orderAfterFailure,
  signatureHeader: z.string(),
  signatureEncoding: z.enum(["base64", "hex"]),
  /** Values are write-only: each shows as "********". */
  headers: z.record(z.string(), z.string()),
  method: settingSchemas.method,
  options: z.record(z.string(), z.unknown()),
  /** Each secret shows as "********". */
  authentication: z.object({ kind: z.string() }).catchall(z.unknown()).nullable(),
  /** The e-mail address that is also notified of warnings and pauses. */
  owner: z.string().nullable(),
  /** When the last previous key expires; null if no previous key is valid. */
  previousKeyValidUntil: z.iso.datetime().nullable(),
  /** When each valid previous key expires, the most recent key first. */
  previousKeysValidUntil: z.array(z.iso.datetime()),
  heldDeliveries: z.number(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
} satisfies Record<keyof WebhookSettings, z.ZodType> & Record<string, z.ZodType>;

/** A webhook as the API and the portal show it. `key` is present only if it has just been set, on creation or by a rotation. */
export const webhookSchema = z.object(webhookFields);
export type WebhookView = z.infer<typeof webhookSchema>;

/** The response to a change. */
export const changedWebhookSchema = z.object({
  ...webhookSchema.shape,
  /**
   * Changes that were saved but may be unintended: secrets that were removed (`secret_dropped`) because the scheme, host or port of the
   * URL changed, and conditions that, on the event type's sample, cannot be evaluated, compare a number with a string, or are neither
   * true nor false, or that read an unknown variable (`condition_untried`).
   */
  warnings: z.array(warningSchema),
});
