import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Dialect } from "./dialect";

/**
 * PrecisionLender's generic webhook, the default. Its page publishes the four fields, the header's name and that
 * it is an HMAC of the full body with the key; hash and encoding are not published, so SHA-256 in base64 is the
 * default here and hex a setting (reference/wire-formats.md).
 *
 * The header holds one value only. While a rotation overlaps it is made with the new key, and a second header
 * "<name>-Previous" carries the one made with the old key.
 */
export const precisionlender: Dialect = {
  id: "precisionlender",
  title: "PrecisionLender (generic)",
  description: "A thin notice: id, event name, entity and its id, signed over the whole body.",
  ownSignature: true,
  methods: ["POST"],
  options: z.strictObject({}),
  defaults: { successRule: "200", signatureHeader: "X-PL-Signature", signatureEncoding: "base64" },
  newKey: () => randomBytes(32).toString("base64url"),
  render: (event, traceId) => ({
    body: Buffer.from(
      JSON.stringify({
        id: traceId,
        eventName: event.type,
        entity: event.entityType,
        entityId: event.entityId,
      }),
    ),
    contentType: "application/json",
  }),
  headers({ keys, body, signatureHeader, signatureEncoding }) {
    const sign = (key: string) => createHmac("sha256", key).update(body).digest(signatureEncoding);
    const [current, previous] = keys;
    return {
      [signatureHeader]: sign(current),
      ...(previous === undefined ? {} : { [`${signatureHeader}-Previous`]: sign(previous) }),
    };
  },
};
