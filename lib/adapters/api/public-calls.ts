import { z } from "zod";
import { publishedKeysSchema } from "../../webhooks/signing/schema";
import type { PublicCall } from "../endpoint/call";
import { healthSchema } from "./health-schema";

/** The calls that anybody may make, without a key. */
export const publicCalls = {
  health: {
    method: "GET",
    path: "/api/v1/health",
    summary: "Whether events can be taken",
    answer: { status: 200, body: healthSchema, description: "Yes. 503, with the same body: not right now." },
  },
  openapi: {
    method: "GET",
    path: "/api/v1/openapi.json",
    summary: "This document",
    answer: { status: 200, body: z.object({ openapi: z.string() }).loose(), description: "OpenAPI 3.1." },
  },
  jwks: {
    method: "GET",
    path: "/api/v1/webhooks/{webhookId}/jwks.json",
    summary: "The public keys that verify a webhook's ed25519 signatures",
    answer: {
      status: 200,
      body: publishedKeysSchema,
      contentType: "application/jwk-set+json",
      description:
        "A JSON Web Key Set: the current key, and the previous one while a rotation overlaps. Keep it for 5 minutes. 404 for a webhook that signs with a shared key.",
    },
  },
} satisfies Record<string, PublicCall>;
