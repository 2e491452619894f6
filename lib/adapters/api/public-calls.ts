import { z } from "zod";
import { publishedKeysSchema } from "../../webhooks/signing/schema";
import type { PublicCall } from "../endpoint/call";
import { healthSchema } from "./health";

/** The calls that need no API key. */
export const publicCalls = {
  health: {
    method: "GET",
    path: "/api/v1/health",
    summary: "Check whether events can be accepted",
    response: {
      status: 200,
      body: healthSchema,
      description: "Events can be accepted. 503 with the same body means that they currently cannot.",
    },
  },
  openapi: {
    method: "GET",
    path: "/api/v1/openapi.json",
    summary: "Get this document",
    response: { status: 200, body: z.object({ openapi: z.string() }).loose(), description: "OpenAPI 3.1." },
  },
  jwks: {
    method: "GET",
    path: "/api/v1/webhooks/{webhookId}/jwks.json",
    summary: "Get the public keys of a webhook",
    response: {
      status: 200,
      body: publishedKeysSchema,
      contentType: "application/jwk-set+json",
      description:
        "A JSON Web Key Set to verify ed25519 signatures: the current key, and the previous one during the overlap of a rotation. Cache it for 5 minutes. 404 for a webhook that signs with a shared key.",
    },
  },
} satisfies Record<string, PublicCall>;
