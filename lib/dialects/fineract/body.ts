import { JsonNumber } from "../../json/json-number";
import type { EventFacts } from "../dialect";
import { entityAction } from "./entity-action";

/** In the order of Embarc's page. */
const caller = ["createdBy", "createdByName", "createdByFullName", "officeId", "clientId"] as const;

/**
 * The body of Embarc's page and of Fineract's SynchronousCommandProcessingService. An event whose data is of that form is
 * passed on: it has a request or a response, which in Fineract are objects; a loan's field of that name is none. What
 * else it carries, such as the `status` of a command that failed, is passed on behind it. Any other event's data becomes
 * the request, and its entity the response's resourceId. Who did it is left out where it is null, as Gson does.
 */
export function fineractBody(event: EventFacts): Record<string, unknown> {
  const pair = entityAction(event.type, event.entityType);
  const data = isObject(event.data) ? event.data : {};
  if (!isObject(data.request) && !isObject(data.response)) {
    const response = { resourceId: identifier(event.entityId) };
    return { ...pair, timestamp: instant(event.occurredAt), request: data, response };
  }
  const { entityName: _entity, actionName: _action, timestamp, request, response, ...others } = data;
  const who = caller.filter((name) => data[name] !== undefined && data[name] !== null);
  const rest = Object.entries(others).filter(([name]) => !caller.some((known) => known === name));
  return {
    ...pair,
    ...Object.fromEntries(who.map((name) => [name, data[name]])),
    timestamp: timestamp ?? instant(event.occurredAt),
    ...{ request, response },
    ...Object.fromEntries(rest),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
  );
}

/** As java.time.Instant prints it: no fraction on a whole second. */
function instant(at: Date): string {
  return at.toISOString().replace(".000Z", "Z");
}

/** Fineract's ids are integers; whatever is written like one is sent as one. */
function identifier(entityId: string): number | string {
  return /^(0|[1-9]\d{0,14})$/.test(entityId) ? Number(entityId) : entityId;
}
