import { findStandardPrefix } from "../verification/standard-headers";
import { findEntityId, isObject, readText } from "./read-id";
import type { SourceSystem } from "./source-system";

/**
 * Standard Webhooks (lib/dialects/standard-webhooks): {type, timestamp, data}. The specification says nothing about entities; our dialect
 * writes entityType and entityId into `data`. Other senders have the ID under the name of the entity, such as loanId or loan_id, or as id.
 */
export const standardWebhooks: SourceSystem = {
  id: "standard-webhooks",
  title: "Standard Webhooks",
  description:
    "Any system that follows the open standard, with its headers webhook-id and webhook-signature (or svix-id and svix-signature).",
  instructions:
    "In the other system, add this URL as an endpoint. Copy its signing secret, which starts with whsec_ or whpk_, and use it as the key.",
  verification: () => ({ kind: "standard" }),
  duplicateSeconds: 600,
  hasOwnId: true,
  typeLocation: "the field type",
  readType: ({ body }) => readText(body.type),
  readParts({ headers, body }, entityType) {
    const { type: _type, timestamp, data: given, ...others } = body;
    const fields = isObject(given) ? given : others;
    const { entityType: givenEntityType, entityId: givenEntityId, ...rest } = fields;
    const [ownEntityType, entityId] = [readText(givenEntityType), readText(givenEntityId)];
    const hasBoth = ownEntityType !== undefined && entityId !== undefined;
    // Both were added by our dialect if they name the entity of the event. An entityType alone means something else.
    const isOfDialect = hasBoth && ownEntityType.toLowerCase() === entityType?.toLowerCase();
    const data = isOfDialect ? rest : fields;
    return {
      entityType: hasBoth ? ownEntityType : undefined,
      entityId: entityId ?? findEntityId(data, entityType) ?? readText(data.id),
      occurredAt: readText(timestamp),
      ownId: readText(headers.get(`${findStandardPrefix(headers)}-id`)),
      data,
    };
  },
};
