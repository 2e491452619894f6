import { z } from "zod";
import { simulateSchema } from "../../playground/schema";
import { webhookListPageSchema, webhookListSchema } from "../../webhooks/list-schema";
import {
  changedWebhookSchema,
  createWebhookSchema,
  rotateKeySchema,
  updateWebhookSchema,
  webhookSchema,
} from "../../webhooks/schema";
import type { Call } from "../endpoint/call";
import {
  invalidSettings,
  overBudget,
  secretMissing,
  unknownEventType,
  unknownPartner,
  webhookLimit,
} from "./documented-errors";

const webhookWithKeySchema = z.object({ ...webhookSchema.shape, key: z.string() });
const createdWebhookSchema = z.object({ ...changedWebhookSchema.shape, key: z.string() });

/** The native API's calls on webhooks. */
export const webhookCalls = {
  listWebhooks: {
    method: "GET",
    path: "/api/v1/webhooks",
    summary: "The webhooks, by name",
    permission: "webhooks:read",
    query: webhookListPageSchema,
    answer: { status: 200, body: webhookListSchema, description: "A page; `nextCursor` leads to the next." },
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
    rejections: [unknownEventType, unknownPartner, webhookLimit, ...invalidSettings],
    answer: { status: 201, body: createdWebhookSchema, description: "Created; the key is shown this once." },
  },
  getWebhook: {
    method: "GET",
    path: "/api/v1/webhooks/{webhookId}",
    summary: "One webhook",
    permission: "webhooks:read",
    answer: { status: 200, body: webhookSchema, description: "Without its key." },
  },
  updateWebhook: {
    method: "PATCH",
    path: "/api/v1/webhooks/{webhookId}",
    summary: "Change a webhook, its state included",
    permission: "webhooks:write",
    body: updateWebhookSchema,
    example: { state: "disabled" },
    rejections: [unknownEventType, ...invalidSettings, secretMissing],
    answer: {
      status: 200,
      body: changedWebhookSchema,
      description:
        "Changed. Where scheme, host or port of the URL changed, header values and receiver authentication that were not sent again are removed; `warnings` names each of them.",
    },
  },
  deleteWebhook: {
    method: "DELETE",
    path: "/api/v1/webhooks/{webhookId}",
    summary: "Delete a webhook; its history stays",
    permission: "webhooks:write",
    answer: { status: 204, description: "Deleted; its open deliveries are discarded." },
  },
  rotateKey: {
    method: "POST",
    path: "/api/v1/webhooks/{webhookId}/rotate-key",
    summary: "Give a webhook a new key; the old one stays valid for the overlap",
    permission: "webhooks:write",
    body: rotateKeySchema,
    emptyBody: true,
    example: { overlapHours: 24 },
    rejections: [
      { status: 400, code: "key_invalid", when: "The dialect cannot sign with this key." },
      {
        status: 409,
        code: "too_many_keys",
        when: "Three replaced keys are still valid; `endPreviousKeys` ends them.",
      },
      { status: 409, code: "key_unreadable", when: "The old key cannot be opened, so it cannot overlap." },
    ],
    answer: {
      status: 200,
      body: webhookWithKeySchema,
      description:
        "The new key is shown this once. Keys of earlier rotations stay valid until their own overlap ends, unless `endPreviousKeys` is true.",
    },
  },
  simulate: {
    method: "POST",
    path: "/api/v1/webhooks/{webhookId}/simulate",
    summary: "Send a webhook the sample of an event type",
    permission: "webhooks:write",
    body: simulateSchema,
    example: { eventType: "PaymentPosted" },
    rejections: [
      unknownEventType,
      { status: 409, code: "not_enabled", when: "The webhook is not enabled." },
      overBudget,
    ],
    answer: {
      status: 202,
      body: z.object({ eventId: z.uuid(), traceId: z.uuid() }),
      description: "Queued, marked as simulated.",
    },
  },
} satisfies Record<string, Call>;
