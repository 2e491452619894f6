import { z } from "zod";
import {
  dialectSchema,
  eventTypeNameSchema,
  keySchema,
  type RequestSetting,
  settingSchemas,
} from "../webhooks/settings";

export const simulateSchema = z.strictObject({ eventType: eventTypeNameSchema });

const {
  name: _name,
  triggers: _triggers,
  retryDelays: _retryDelays,
  failurePolicy: _failurePolicy,
  owner: _owner,
  selfHealing: _selfHealing,
  maxRequestsPerSecond: _maxRequestsPerSecond,
  sequence: _sequence,
  ordered: _ordered,
  orderAfterFailure: _orderAfterFailure,
  ...testedSettings
} = settingSchemas;

/** The settings of a form with which a test is sent; they need not be saved. */
export const sendTestSchema = z.strictObject({
  ...testedSettings,
  /** The ID of a saved webhook, or null. The test uses its saved keys, and those of its saved headers that the form omits. */
  webhookId: z.uuid().toLowerCase().nullable(),
  eventType: eventTypeNameSchema,
  /** Required for an unsaved webhook; a saved one is tested with its saved keys. */
  key: keySchema.optional(),
  /** A header whose value is null is not sent, even if it is saved. */
  headers: z.record(z.string(), z.string().nullable()),
  /** This and the following settings, if omitted, come from the saved webhook or are the defaults. */
  dialect: dialectSchema.optional(),
  method: testedSettings.method.optional(),
  options: testedSettings.options.optional(),
  authentication: testedSettings.authentication.optional(),
});
export type SendTestInput = z.output<typeof sendTestSchema>;

/** Less strict than the schemas for saving, since the preview shows settings that are still being entered. */
const previewedSettingSchemas = {
  url: z.string().trim().max(2_048),
  method: settingSchemas.method,
  dialect: dialectSchema,
  options: settingSchemas.options,
  /** A value of null stands for the saved value, which stays hidden. */
  headers: z.record(z.string(), z.string().max(4_096).nullable()),
  signatureHeader: z.string().max(100),
  signatureEncoding: settingSchemas.signatureEncoding,
  sequence: settingSchemas.sequence.default(false),
  /** Receiver authentication without its secret. */
  authentication: z
    .object({
      kind: z.enum(["basic", "apiKey", "bodyField", "bearer", "jwt"]),
      header: z.string().max(100).optional(),
      field: z.string().max(100).optional(),
    })
    .nullable(),
} satisfies Record<RequestSetting, z.ZodType>;

/** The settings of a webhook form that shape its request, and the event for which that request is previewed. */
export const previewRequestSchema = z.strictObject({
  ...previewedSettingSchemas,
  eventType: eventTypeNameSchema,
  /** The ID of a past event of this type, "sample" for the catalog's sample, or null for the newest event (the sample if there is none). */
  eventId: z.union([z.uuid().toLowerCase(), z.literal("sample")]).nullable(),
});
export type PreviewRequestInput = z.output<typeof previewRequestSchema>;
