import { findEntityId, isObject, readText } from "./read-id";
import type { SourceSystem } from "./source-system";

/** The end of a time that names its zone. */
const zonePattern = /(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Plexe's webhooks, in the envelope of ASP.NET Boilerplate: {Id, WebhookEvent, Attempt, Data, CreationTimeUtc}. .NET's serializers write
 * the names in camel case or not, depending on their settings, so names are compared without case. Id stays the same in each attempt.
 */
export const plexe: SourceSystem = {
  id: "plexe",
  title: "Plexe (ASP.NET Boilerplate)",
  description:
    "Applications, customers and loans of Plexe, and any other system built on ASP.NET Boilerplate.",
  instructions:
    "In Plexe, register this URL as the webhook URI of your subscription. Use the secret of the subscription as the key.",
  verification: () => ({
    kind: "hmac",
    header: "abp-webhook-signature",
    encoding: "dashed-hex",
    prefix: "sha256=",
  }),
  duplicateSeconds: 600,
  hasOwnId: true,
  typeLocation: "the field WebhookEvent",
  readType: ({ body }) => readText(readField(body, "WebhookEvent")),
  readParts({ body }, entityType) {
    const given = readField(body, "Data");
    const data = isObject(given) ? given : {};
    const time = readText(readField(body, "CreationTimeUtc"));
    return {
      entityId: findEntityId(data, entityType) ?? readText(readField(data, "id")),
      noEntityId: `"Data" has no field ${entityType === undefined ? "Id" : `${entityType}Id or Id`}.`,
      // .NET writes a UTC time that was read from a database without its zone.
      occurredAt: time === undefined || zonePattern.test(time) ? time : `${time}Z`,
      ownId: readText(readField(body, "Id")),
      data,
    };
  },
};

function readField(fields: Record<string, unknown>, name: string): unknown {
  const wanted = name.toLowerCase();
  const found = Object.keys(fields).find((one) => one.toLowerCase() === wanted);
  return found === undefined ? undefined : fields[found];
}
