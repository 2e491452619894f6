import { z } from "zod";
import { builtinEventTypes } from "../../catalogue/builtin";
import { stateSchema } from "../../webhooks/schema";
import { keySchema, settingSchemas } from "../../webhooks/settings";

/** The 22 event names of Plexe's page, sorted. */
export const plexeEvents: readonly string[] = builtinEventTypes
  .filter(({ system }) => system === "Plexe")
  .map(({ name }) => name)
  .sort();

const emptyGuid = "00000000-0000-0000-0000-000000000000";

/** A GUID as .NET writes it; all zeros mean "none". */
const guidSchema = (name: string) =>
  z
    .guid(`${name} must be a GUID, such as 7c1f8a2e-94b0-4d7e-8a55-21c1d1f0a901.`)
    .nullish()
    .transform((id) => (id && id !== emptyGuid ? id.toLowerCase() : undefined));

/** The owner of the subscriptions, a partner or a customer, in either field. A partner's API key implies the owner. */
export const ownerSchema = z.object({
  partnerId: guidSchema("partnerId"),
  customerId: guidSchema("customerId"),
});
export type OwnerInput = z.output<typeof ownerSchema>;

const eventNamesSchema = z
  .array(z.string().min(1).max(100))
  .min(1, "Send at least one event, or omit `webhooks` for all events.")
  .max(500)
  .transform((names) => [...new Set(names)])
  .nullish();

/** Plexe's WebhookSubscription. Unknown fields are ignored, as in ASP.NET. */
export const subscriptionSchema = ownerSchema.extend({
  id: guidSchema("id"),
  webhookUri: settingSchemas.url,
  secret: keySchema.nullish(),
  isActive: z.boolean().nullish(),
  /** If omitted, all events. */
  webhooks: eventNamesSchema,
});
export type SubscriptionInput = z.output<typeof subscriptionSchema>;

/** The subscription to end, or the events to remove from it; see docs/decisions/0009-plexe.md. */
export const unregisterSchema = ownerSchema.extend({
  id: guidSchema("id"),
  webhookUri: settingSchemas.url.nullish(),
  webhooks: eventNamesSchema,
});
export type UnregisterInput = z.output<typeof unregisterSchema>;

export const updateWebhookUriSchema = ownerSchema.extend({
  id: guidSchema("id"),
  webhookUri: settingSchemas.url,
});
export type UpdateWebhookUriInput = z.output<typeof updateWebhookUriSchema>;

export const simulatedWebhookSchema = ownerSchema.extend({ eventName: z.string().min(1).max(100) });
export type SimulatedWebhookInput = z.output<typeof simulatedWebhookSchema>;

export const subscriptionQuerySchema = ownerSchema.extend({ id: guidSchema("id") });
export type SubscriptionQuery = z.output<typeof subscriptionQuerySchema>;

export const subscriptionViewSchema = z.object({
  id: z.uuid(),
  webhookUri: z.string(),
  /** Always "********": the secret is never shown. Sending "********" back leaves the secret unchanged. */
  secret: z.string(),
  isActive: z.boolean(),
  /** The webhook's state, which says why a subscription is not active: disabled by a user, or paused because deliveries failed. */
  state: stateSchema,
  webhooks: z.array(z.string()),
  lastDeliveryId: z.uuid().nullable(),
  lastDeliveryStatus: z.enum(["pending", "succeeded", "failed", "held", "discarded"]).nullable(),
  /** When the last delivery ended or, if it has not ended, when it was created; ISO 8601. */
  lastDeliveryTime: z.string().nullable(),
  lastResponseCode: z.number().nullable(),
  /** Whether the last delivery came from generate-simulated-webhook. */
  lastDeliverySimulated: z.boolean().nullable(),
});
export type SubscriptionView = z.infer<typeof subscriptionViewSchema>;

/** ASP.NET Boilerplate's AjaxResponse with its ErrorInfo. */
export const abpErrorSchema = z.object({
  result: z.null(),
  targetUrl: z.null(),
  success: z.literal(false),
  error: z.object({
    code: z.literal(0),
    message: z.string().describe("What is wrong and what to send instead, in plain language."),
    details: z.string().nullable().describe("With a 5xx status, the request's ID in the log."),
    validationErrors: z
      .array(z.object({ message: z.string(), members: z.array(z.string()) }))
      .nullable()
      .describe("The invalid fields that were found; there may be others."),
  }),
  unAuthorizedRequest: z.boolean().describe("True with 401 and 403: authenticate again."),
  __abp: z.literal(true),
});
export type AbpError = z.infer<typeof abpErrorSchema>;
