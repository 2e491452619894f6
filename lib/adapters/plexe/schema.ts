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
  partnerId: guidSchema("partnerId").describe(
    "The partner that owns the subscriptions. Not needed with a partner's own API key.",
  ),
  customerId: guidSchema("customerId").describe(
    "The customer that owns the subscriptions, in place of partnerId. If both are sent, they must be the same.",
  ),
});
export type OwnerInput = z.output<typeof ownerSchema>;

const eventNamesSchema = z
  .array(z.string().min(1).max(100))
  .min(1, "Send at least one event, or omit `webhooks` for all events.")
  .max(500)
  .transform((names) => [...new Set(names)])
  .nullish();

const subscriptionIdSchema = guidSchema("id");
const receiverUrlDescription = "The URL of the receiver, to which the webhooks are sent.";
const eventNameExample = "such as WB_Customer_Created";

/** Plexe's WebhookSubscription. Unknown fields are ignored, as in ASP.NET. */
export const subscriptionSchema = ownerSchema.extend({
  id: subscriptionIdSchema.describe(
    "The subscription to update. If omitted, the partner's subscription with this webhookUri is updated or, if there is none, a new one is created.",
  ),
  webhookUri: settingSchemas.url.describe(receiverUrlDescription),
  secret: keySchema
    .nullish()
    .describe(
      "The key that signs the webhooks. If omitted, a new subscription gets a random one, and an existing one keeps its own.",
    ),
  isActive: z
    .boolean()
    .nullish()
    .describe(
      "False to send nothing for now. If omitted, a new subscription is active, and an existing one stays as it is.",
    ),
  webhooks: eventNamesSchema.describe(`The names of the events, ${eventNameExample}; all events if omitted.`),
});
export type SubscriptionInput = z.output<typeof subscriptionSchema>;

/** The subscription to end, or the events to remove from it; see docs/decisions/0009-plexe.md. */
export const unregisterSchema = ownerSchema.extend({
  id: subscriptionIdSchema.describe("The subscription to end, or to remove events from."),
  webhookUri: settingSchemas.url.nullish().describe("The URL of the subscription, in place of its id."),
  webhooks: eventNamesSchema.describe(
    "The names of the events to remove. If omitted, the subscription ends.",
  ),
});
export type UnregisterInput = z.output<typeof unregisterSchema>;

export const updateWebhookUriSchema = ownerSchema.extend({
  id: subscriptionIdSchema.describe("The subscription to change; required if the partner has several."),
  webhookUri: settingSchemas.url.describe("The new URL of the receiver."),
});
export type UpdateWebhookUriInput = z.output<typeof updateWebhookUriSchema>;

export const simulatedWebhookSchema = ownerSchema.extend({
  eventName: z.string().min(1).max(100).describe(`The name of the event to simulate, ${eventNameExample}.`),
});
export type SimulatedWebhookInput = z.output<typeof simulatedWebhookSchema>;

export const subscriptionQuerySchema = ownerSchema.extend({
  id: subscriptionIdSchema.describe(
    "The subscription to get. If omitted, all of the partner's subscriptions.",
  ),
});
export type SubscriptionQuery = z.output<typeof subscriptionQuerySchema>;

export const subscriptionViewSchema = z.object({
  id: z.uuid().describe("The ID of the subscription, which is the ID of its webhook."),
  webhookUri: z.string().describe(receiverUrlDescription),
  secret: z
    .string()
    .describe(
      'Always "********": the secret is never shown. Sending "********" back leaves the secret unchanged.',
    ),
  isActive: z.boolean().describe("Whether webhooks are sent: true only if the state is enabled."),
  state: stateSchema.describe(
    "Why a subscription is not active: disabled by a user, or paused because deliveries failed.",
  ),
  webhooks: z.array(z.string()).describe("The names of the events."),
  lastDeliveryId: z
    .uuid()
    .nullable()
    .describe("The trace ID of the last delivery; null before the first one."),
  lastDeliveryStatus: z
    .enum(["pending", "succeeded", "failed", "held", "discarded"])
    .nullable()
    .describe("The state of the last delivery."),
  lastDeliveryTime: z
    .string()
    .nullable()
    .describe("When the last delivery ended or, if it has not ended, when it was created; ISO 8601."),
  lastResponseCode: z
    .number()
    .nullable()
    .describe("The HTTP status of the receiver's last response; null if there was none."),
  lastDeliverySimulated: z
    .boolean()
    .nullable()
    .describe("Whether the last delivery came from generate-simulated-webhook."),
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
