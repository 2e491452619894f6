// Short file: several views of an entity name it.
import type { Entity } from "../deliveries/history-rows";

/** "loan L-1", "Opportunity O-1" */
export function formatEntity({ entityType, entityId }: Entity): string {
  return `${entityType === "Loan" ? "loan" : entityType} ${entityId}`;
}
