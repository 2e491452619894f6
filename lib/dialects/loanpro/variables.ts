import { loanProEventTypes } from "../../catalogue/builtin/loanpro";
import { loanProVariableByField } from "../../catalogue/builtin/loanpro-fields";
import { ownProperty } from "../../own-property";
import type { EventFacts } from "../dialect";

/** LoanPro's name for a field of an event's data: the published name or, without one, the field's name in LoanPro's spelling. */
function toVariableName(field: string): string {
  return (
    ownProperty(loanProVariableByField, field) ??
    field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  );
}

/** All variables of LoanPro's events, in the order of the catalog. */
export const variableNames: readonly string[] = [
  ...new Set(
    loanProEventTypes.flatMap(({ schema }) => Object.keys(schema.properties ?? {})).map(toVariableName),
  ),
];

/** Returns the fields of an event by LoanPro's names. A loan's ID is included even if the event's data does not repeat it. */
export function buildContext(event: EventFacts): Record<string, unknown> {
  const data = event.data !== null && typeof event.data === "object" ? event.data : {};
  const fields = Object.fromEntries(
    Object.entries(data).map(([field, value]) => [toVariableName(field), value]),
  );
  return { ...(event.entityType === "Loan" ? { "loan-display-id": event.entityId } : {}), ...fields };
}
