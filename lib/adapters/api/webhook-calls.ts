import { z } from "zod";
import { simulateSchema } from "../../playground/schema";
import { probeSchema } from "../../recovery/schema";
import { webhookListQuerySchema, webhookListSchema } from "../../webhooks/list-schema";
import {
  changedWebhookSchema,
  createWebhookSchema,
  rotateKeySchema,
  updateWebhookSchema,
  webhookSchema,
} from "../../webhooks/schema";
import type { Call } from "../endpoint/call";
import { withheldNote } from "./customer-data-notes";
import {
  createWebhookErrors,
  listErrors,
  probeErrors,
  rotateErrors,
  simulateErrors,
  updateWebhookErrors,
} from "./documented-errors";

const webhookWithKeySchema = z.object({ ...webhookSchema.shape, key: z.string() });
const createdWebhookSchema = z.object({ ...changedWebhookSchema.shape, key: z.string() });

/** The native API's calls for webhooks. */
export const webhookCalls = {
  listWebhooks: {
    method: "GET",
    path: "/api/v1/webhooks",
    summary: "List webhooks",
    permission: "webhooks:read",
    acceptsPortalLinks: true,
    query: webhookListQuerySchema,
    response: {
      status: 200,
      body: webhookListSchema,
      description:
        "One page of webhooks, sorted by name; send `nextCursor` as `cursor` to get the next page.",
    },
  },
  createWebhook: {
    method: "POST",
    path: "/api/v1/webhooks",
    summary: "Create a webhook",
    permission: "webhooks:write",
    body: createWebhookSchema,
    example: {
      name: "Core banking",
      url: "https://receiver.example.com/hook",
      triggers: ["PaymentPosted", "PaymentReversed"],
    },
    errors: listErrors(createWebhookErrors),
    response: {
      status: 201,
      body: createdWebhookSchema,
      description: "Created. The key is shown only once.",
    },
  },
  getWebhook: {
    method: "GET",
    path: "/api/v1/webhooks/{webhookId}",
    summary: "Get a webhook",
    permission: "webhooks:read",
    acceptsPortalLinks: true,
    response: { status: 200, body: webhookSchema, description: "The webhook, without its key." },
  },
  updateWebhook: {
    method: "PATCH",
    path: "/api/v1/webhooks/{webhookId}",
    summary: "Update a webhook, including its state",
    permission: "webhooks:write",
    body: updateWebhookSchema,
    example: { state: "disabled" },
    errors: listErrors(updateWebhookErrors),
    response: {
      status: 200,
      body: changedWebhookSchema,
      description:
        "Updated. If the scheme, host or port of the URL changed, header values and receiver authentication that were not sent again are removed; `warnings` lists what was removed.",
    },
  },
  deleteWebhook: {
    method: "DELETE",
    path: "/api/v1/webhooks/{webhookId}",
    summary: "Delete a webhook",
    permission: "webhooks:write",
    response: {
      status: 204,
      description: "Deleted. Its pending and held deliveries are discarded; its history is kept.",
    },
  },
  rotateKey: {
    method: "POST",
    path: "/api/v1/webhooks/{webhookId}/rotate-key",
    summary: "Rotate a webhook's key",
    permission: "webhooks:write",
    body: rotateKeySchema,
    emptyBody: true,
    example: { overlapHours: 24 },
    errors: listErrors(rotateErrors),
    response: {
      status: 200,
      body: webhookWithKeySchema,
      description:
        "Rotated. The new key is shown only once. Previous keys stay valid until their own overlap ends, unless `endPreviousKeys` is true.",
    },
  },
  simulate: {
    method: "POST",
    path: "/api/v1/webhooks/{webhookId}/simulate",
    summary: "Send an event type's sample to a webhook",
    permission: "webhooks:write",
    body: simulateSchema,
    example: { eventType: "PaymentPosted" },
    errors: listErrors(simulateErrors),
    response: {
      status: 202,
      body: z.object({ eventId: z.uuid(), traceId: z.uuid() }),
      description: "The event is queued and marked as simulated.",
    },
  },
  probe: {
    method: "POST",
    path: "/api/v1/webhooks/{webhookId}/probe",
    summary: "Send one delivery to test a webhook's receiver",
    description:
      "Requests a manual attempt of the failed delivery that paused the webhook or, if there is none, of the oldest held delivery. Waits for the outcome, at most 10 s longer than the webhook's timeout. If the attempt succeeds, the delivery's state becomes `succeeded`; the webhook's state does not change. This call also requires the scope `deliveries:resend`. " +
      withheldNote,
    permission: "webhooks:write",
    errors: listErrors(probeErrors),
    response: {
      status: 200,
      body: probeSchema,
      description:
        "The outcome of the attempt. `outcome` is null if the attempt did not end in time; the delivery shows the outcome later.",
    },
  },
} satisfies Record<string, Call>;
