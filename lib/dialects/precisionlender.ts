import { randomBytes } from "node:crypto";
import { z } from "zod";
import { pauseAfterFirstFailure } from "../failure-policy/schema";
import type { Dialect } from "./dialect";
import { buildJsonBody, type Charset, charsetSchema } from "./json-body";
import { buildSignatureHeaders } from "./sign-body";

/**
 * PrecisionLender's generic webhook, the default dialect. PrecisionLender's page on webhooks documents the four fields, the name of
 * the signature header, and that the signature is an HMAC of the full body with the key. The page specifies neither the hash nor the
 * encoding: here the hash is always SHA-256, and the encoding is a setting, base64 by default.
 */
export const precisionlender: Dialect<{ charset: Charset }> = {
  id: "precisionlender",
  title: "PrecisionLender (generic)",
  description:
    "A thin payload: trace ID, event name, entity and entity ID. The signature covers the whole body.",
  ownSignature: true,
  methods: ["POST"],
  options: z.strictObject({ charset: charsetSchema }),
  defaults: {
    successRule: "200",
    signatureHeader: "X-PL-Signature",
    signatureEncoding: "base64",
    failurePolicy: pauseAfterFirstFailure,
  },
  newKey: () => randomBytes(32).toString("base64url"),
  render({ type, entityType, entityId }, traceId, { charset }) {
    return buildJsonBody(
      JSON.stringify({ id: traceId, eventName: type, entity: entityType, entityId }),
      charset,
    );
  },
  headers: buildSignatureHeaders,
};
