import type { EventFacts } from "./dialect";
import { pairOf } from "./fineract-pair";

/** In the order of Embarc's page. */
const caller = ["createdBy", "createdByName", "createdByFullName", "officeId", "clientId"] as const;

/**
 * The body of Embarc's page and of Fineract's SynchronousCommandProcessingService. An event whose data is of that
 * form (it has a request or a response) is passed on; any other event's data becomes the request, and its entity the
 * response's resourceId. What is not known is left out, as Gson does.
 */
export function fineractBody(event: EventFacts): Record<string, unknown> {
  const data = isObject(event.data) ? event.data : {};
  const formed = "request" in data || "response" in data;
  const timestamp = formed && typeof data.timestamp === "string" ? data.timestamp : instant(event.occurredAt);
  const who = formed ? caller.filter((name) => data[name] !== undefined && data[name] !== null) : [];
  return {
    ...pairOf(event.type, event.entityType),
    ...Object.fromEntries(who.map((name) => [name, data[name]])),
    timestamp,
    ...(formed
      ? { request: data.request, response: data.response }
      : { request: data, response: { resourceId: identifier(event.entityId) } }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** As java.time.Instant prints it: no fraction on a whole second. */
function instant(at: Date): string {
  return at.toISOString().replace(".000Z", "Z");
}

/** Fineract's ids are integers; whatever is written like one is sent as one. */
function identifier(entityId: string): number | string {
  return /^(0|[1-9]\d{0,14})$/.test(entityId) ? Number(entityId) : entityId;
}
