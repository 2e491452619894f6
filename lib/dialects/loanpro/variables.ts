import { loanProEventTypes } from "../../catalogue/builtin/loanpro";
import { loanProVariableByField } from "../../catalogue/builtin/loanpro-fields";
import { ownProperty } from "../../own-property";
import type { EventFacts } from "../dialect";

/** LoanPro's name for a field of an event's data: the published name or, without one, the field's name in LoanPro's spelling. */
export function toVariableName(field: string): string {
  return ownProperty(loanProVariableByField, field) ?? toLoanProSpelling(field);
}

/** A field's name in LoanPro's spelling: promiseAmount is promise-amount. */
export function toLoanProSpelling(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const fieldByPublishedVariable: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(loanProVariableByField).map(([field, variable]) => [variable, field]),
);

/**
 * The inverse of toVariableName: status-days-past-due is daysPastDue, and promise-amount is promiseAmount. A variable that would not come
 * back from the field is returned unchanged: for example loan-amount, since the field loanAmount is setup-loan-amount. So two
 * variables never become the same field.
 */
export function toFieldName(variable: string): string {
  const published = ownProperty(fieldByPublishedVariable, variable);
  if (published !== undefined) return published;
  const field = variable.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return /^[a-z]\w*$/.test(field) && toVariableName(field) === variable ? field : variable;
}

/** All variables of LoanPro's events, in the order of the catalog. */
export const variableNames: readonly string[] = [
  ...new Set(
    loanProEventTypes.flatMap(({ schema }) => Object.keys(schema.properties ?? {})).map(toVariableName),
  ),
];

/**
 * Returns the fields of an event by LoanPro's names. A loan's ID is included even if the event's data does not repeat it. An empty object,
 * also inside other values, becomes an empty list, as LoanPro sends it.
 */
export function buildContext({
  entityType,
  entityId,
  data,
}: Pick<EventFacts, "entityType" | "entityId" | "data">): Record<string, unknown> {
  const fields = data !== null && typeof data === "object" ? Object.entries(data) : [];
  return Object.fromEntries<unknown>([
    ...(entityType === "Loan" ? [["loan-display-id", entityId] as const] : []),
    ...fields.map(([field, value]) => [toVariableName(field), replaceEmptyObjects(value)] as const),
  ]);
}

function replaceEmptyObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(replaceEmptyObjects);
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, replaceEmptyObjects(part)] as const);
  return entries.length === 0 ? [] : Object.fromEntries(entries);
}

/** False for a JsonNumber. */
function isPlainObject(value: unknown): value is object {
  if (value === null || typeof value !== "object") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
