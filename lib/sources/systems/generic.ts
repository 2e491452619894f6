import { isObject, readText } from "./read-id";
import type { SourceSystem } from "./source-system";

/**
 * Any other system. The mapping of the source says where the parts of an event are; parts that it leaves out are read as in our own calls
 * that send events: type, entityId, occurredAt, idempotencyKey. A body with these names has its data in `data`; of any other body, the
 * whole body is the data.
 */
export const generic: SourceSystem = {
  id: "generic",
  title: "Another system",
  description: "Any JSON or form, signed with an HMAC-SHA256 in a header, or with the key in a header.",
  instructions:
    "In the other system, add this URL as a webhook. Set here how it signs, and where in its messages the event type and the entity ID are.",
  verification: () => ({ kind: "hmac", header: "X-Signature", encoding: "hex", prefix: "" }),
  duplicateSeconds: 600,
  hasOwnId: false,
  typeLocation: "the field type",
  readType: ({ body }) => readText(body.type),
  readParts({ body }) {
    const { type, entityId, occurredAt, idempotencyKey, data } = body;
    const isOwnForm = readText(type) !== undefined && readText(entityId) !== undefined;
    return {
      entityId: readText(entityId),
      occurredAt: readText(occurredAt),
      ownId: readText(idempotencyKey),
      data: isOwnForm && isObject(data) ? data : body,
    };
  },
};
