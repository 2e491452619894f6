import { readText } from "./read-id";
import type { SourceSystem } from "./source-system";

/**
 * PrecisionLender's webhooks: {id, eventName, entity, entityId}. Its page names the header of the signature, but neither the hash nor the
 * encoding; both are as in our dialect (lib/dialects/precisionlender.ts), and the encoding is a setting.
 */
export const precisionlender: SourceSystem = {
  id: "precisionlender",
  title: "PrecisionLender",
  description: "Opportunities and Relationship Awareness runs, signed with the key of the webhook.",
  instructions:
    "In PrecisionLender, create a webhook with this URL and choose its event triggers. Use the same key there and here.",
  verification: () => ({ kind: "hmac", header: "X-PL-Signature", encoding: "base64", prefix: "" }),
  duplicateSeconds: 600,
  hasOwnId: true,
  typeLocation: "the field eventName",
  readType: ({ body }) => readText(body.eventName),
  readParts({ body }) {
    const { id, eventName: _type, entity, entityId, ...data } = body;
    return { entityType: readText(entity), entityId: readText(entityId), ownId: readText(id), data };
  },
};
