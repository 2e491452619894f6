/** An event as Fineract's hooks name it: a command (CREATE) on an entity (CLIENT). */
export interface EntityAction {
  entityName: string;
  actionName: string;
}

const toUpperSnake = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();

/**
 * The entity and action of an event type. Fineract's event types are named after them (CLIENT.CREATE). Others are converted:
 * OpportunityUpdated of an Opportunity becomes OPPORTUNITY and UPDATED, PaymentPosted of a Loan becomes LOAN and PAYMENT_POSTED. "*" for
 * both stands for every event type.
 */
export function toEntityAction(eventType: string, entityType: string): EntityAction {
  if (eventType === "*") return { entityName: "*", actionName: "*" };
  const dot = eventType.indexOf(".");
  if (dot > 0) return { entityName: eventType.slice(0, dot), actionName: eventType.slice(dot + 1) };
  const startsWithEntity = eventType.startsWith(entityType) && eventType.length > entityType.length;
  return {
    entityName: entityType.replace(/[^A-Za-z0-9]/g, "").toUpperCase(),
    actionName: toUpperSnake(startsWithEntity ? eventType.slice(entityType.length) : eventType),
  };
}
