import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Dialect } from "./dialect";
import { type Charset, charsetSchema, jsonBody } from "./json-body";
import { buildSignatureHeaders } from "./sign-body";

/**
 * PrecisionLender's generic webhook, the default. Its documentation has the four fields, the name of the header, and that it is an
 * HMAC of the full body with the key; hash and encoding are not documented, so SHA-256 in base64 is the default here and hex a
 * setting (reference/wire-formats.md).
 */
export const precisionlender: Dialect<{ charset: Charset }> = {
  id: "precisionlender",
  title: "PrecisionLender (generic)",
  description:
    "A thin payload: trace ID, event name, entity and entity ID. The signature covers the whole body.",
  ownSignature: true,
  methods: ["POST"],
  options: z.strictObject({ charset: charsetSchema }),
  defaults: { successRule: "200", signatureHeader: "X-PL-Signature", signatureEncoding: "base64" },
  newKey: () => randomBytes(32).toString("base64url"),
  render({ type, entityType, entityId }, traceId, { charset }) {
    return jsonBody(JSON.stringify({ id: traceId, eventName: type, entity: entityType, entityId }), charset);
  },
  headers: buildSignatureHeaders,
};
