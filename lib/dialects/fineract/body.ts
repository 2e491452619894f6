import { JsonNumber } from "../../json/json-number";
import type { EventFacts } from "../dialect";
import { toEntityAction } from "./entity-action";

/** The fields about the caller, in the order of Embarc's documentation. */
const callerFields = ["createdBy", "createdByName", "createdByFullName", "officeId", "clientId"] as const;

/**
 * Builds the same body as in Embarc's documentation and Fineract's SynchronousCommandProcessingService. Event data in that form, with an
 * object as `request` or `response`, is passed on, and its other fields follow. Nothing is added, so a failed command has no `response`,
 * officeId or clientId, as in a running Fineract. (By Fineract's source, it would have `status: "Exception"` and the error as `response`,
 * but that code is never reached: publishHookErrorEvent passes the error as text.) Any other data becomes the request, and the event's
 * entity ID becomes the response's resourceId. Fields about the caller that are null are omitted, as by Gson.
 */
export function buildFineractBody(event: EventFacts): Record<string, unknown> {
  const pair = toEntityAction(event.type, event.entityType);
  const data = isObject(event.data) ? event.data : {};
  if (!isObject(data.request) && !isObject(data.response)) {
    const response = { resourceId: toFineractId(event.entityId) };
    return { ...pair, timestamp: formatInstant(event.occurredAt), request: data, response };
  }
  const { entityName: _entity, actionName: _action, timestamp, request, response, ...others } = data;
  const givenCallerFields = callerFields.filter((name) => data[name] !== undefined && data[name] !== null);
  const rest = Object.entries(others).filter(([name]) => !callerFields.some((known) => known === name));
  return {
    ...pair,
    ...Object.fromEntries(givenCallerFields.map((name) => [name, data[name]])),
    timestamp: timestamp ?? formatInstant(event.occurredAt),
    request,
    response,
    ...Object.fromEntries(rest),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
  );
}

/** Formats a time as java.time.Instant does: without a fraction for whole seconds. */
function formatInstant(at: Date): string {
  return at.toISOString().replace(".000Z", "Z");
}

/** Fineract's IDs are integers, so an ID that looks like an integer is sent as a number. */
function toFineractId(entityId: string): number | string {
  return /^(0|[1-9]\d{0,14})$/.test(entityId) ? Number(entityId) : entityId;
}
