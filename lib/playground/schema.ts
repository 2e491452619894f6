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

/** The settings of a form that a test is sent with, saved or not. */
export const sendTestSchema = z.strictObject({
  ...testedSettings,
  /** Set for a saved webhook: its keys are used, and its headers where the form leaves them out. */
  webhookId: z.uuid().toLowerCase().nullable(),
  eventType: eventTypeNameSchema,
  /** Required for an unsaved webhook; a saved one is tested with its saved keys. */
  key: keySchema.optional(),
  /** A header that is null is not sent, although it is saved. */
  headers: z.record(z.string(), z.string().nullable()),
  /** What is left out from here on comes from the saved webhook, or is the default. */
  dialect: dialectSchema.optional(),
  method: testedSettings.method.optional(),
  options: testedSettings.options.optional(),
  authentication: testedSettings.authentication.optional(),
});
export type SendTestInput = z.output<typeof sendTestSchema>;

/** Looser than for saving: the preview shows what is typed so far. */
const previewedSettingSchemas = {
  url: z.string().trim().max(2_048),
  method: settingSchemas.method,
  dialect: dialectSchema,
  options: settingSchemas.options,
  /** Null: a saved value, which stays hidden. */
  headers: z.record(z.string(), z.string().max(4_096).nullable()),
  signatureHeader: z.string().max(100),
  signatureEncoding: settingSchemas.signatureEncoding,
  sequence: settingSchemas.sequence.default(false),
  /** Without any secret. */
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
  /** A past event of this type; "sample": the catalog's sample; null: the newest event, else the sample. */
  eventId: z.union([z.uuid().toLowerCase(), z.literal("sample")]).nullable(),
});
export type PreviewRequestInput = z.output<typeof previewRequestSchema>;
