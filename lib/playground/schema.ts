import { z } from "zod";
import {
  dialectSchema,
  eventTypeNameSchema,
  keySchema,
  type RequestSetting,
  settingSchemas,
} from "../webhooks/settings";

export const simulateSchema = z.strictObject({ eventType: eventTypeNameSchema });

const { name: _name, triggers: _triggers, retryDelays: _retryDelays, ...testedSettings } = settingSchemas;

/** The settings of a form that a test is sent with, saved or not. */
export const sendTestSchema = z.strictObject({
  ...testedSettings,
  /** Of a saved webhook: its key and the headers that are left out are used. */
  webhookId: z.uuid().nullable(),
  eventType: eventTypeNameSchema,
  /** Required for a webhook that is not saved. */
  key: keySchema.optional(),
  /** Null leaves out that saved header. */
  headers: z.record(z.string(), z.string().nullable()),
  /** Left out: those of the saved webhook, or the defaults. */
  dialect: dialectSchema.optional(),
  method: testedSettings.method.optional(),
  options: testedSettings.options.optional(),
  authentication: testedSettings.authentication.optional(),
});
export type SendTestInput = z.output<typeof sendTestSchema>;

/** Looser than for saving: the preview shows what is typed so far. */
const previewedSettings = {
  url: z.string().trim().max(2_048),
  method: settingSchemas.method,
  dialect: dialectSchema,
  options: settingSchemas.options,
  /** Null: a saved value, which stays hidden. */
  headers: z.record(z.string(), z.string().max(4_096).nullable()),
  signatureHeader: z.string().max(100),
  signatureEncoding: settingSchemas.signatureEncoding,
  /** Without any secret. */
  authentication: z
    .object({ kind: z.enum(["basic", "apiKey", "bearer", "jwt"]), header: z.string().max(100).optional() })
    .nullable(),
} satisfies Record<RequestSetting, z.ZodType>;

/** The settings of a form that shape its request. */
export const previewSchema = z.strictObject({
  ...previewedSettings,
  eventType: eventTypeNameSchema,
  /** A past event of that type; "sample": the catalog's; null: the newest, else the sample. */
  eventId: z.union([z.uuid(), z.literal("sample")]).nullable(),
});
export type PreviewInput = z.output<typeof previewSchema>;
