import { z } from "zod";
import { publishedKeysSchema } from "../../webhooks/signing/schema";
import type { PublicCall } from "../endpoint/call";
import { healthSchema } from "./health";

/** The native API's calls that need no API key. */
export const publicCalls = {
  health: {
    method: "GET",
    path: "/api/v1/health",
    summary: "Check whether events can be accepted",
    response: {
      status: 200,
      body: healthSchema,
      description:
        "Events can be accepted. A 503 response with the same fields means that events currently cannot be accepted.",
    },
  },
  openapi: {
    method: "GET",
    path: "/api/v1/openapi.json",
    summary: "Get this OpenAPI document",
    response: { status: 200, body: z.object({ openapi: z.string() }).loose(), description: "OpenAPI 3.1." },
  },
  jwks: {
    method: "GET",
    path: "/api/v1/webhooks/{webhookId}/jwks.json",
    summary: "Get a webhook's public keys",
    errors: [
      {
        status: 503,
        code: "secret_unreadable",
        when: "A key cannot be decrypted with the configured encryption keys.",
      },
    ],
    response: {
      status: 200,
      body: publishedKeysSchema,
      contentType: "application/jwk-set+json",
      description:
        "A JSON Web Key Set for verifying ed25519 signatures: the current key, then any previous keys that are still valid. Cache the set for 5 minutes. The response is 404 if none of these keys is an ed25519 key.",
    },
  },
} satisfies Record<string, PublicCall>;
