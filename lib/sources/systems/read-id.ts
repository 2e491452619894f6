import { JsonNumber } from "../../json/json-number";

/** A text or number of a message as text, without spaces around it; undefined for anything else and for an empty text. */
export function readText(value: unknown): string | undefined {
  if (typeof value === "number" || value instanceof JsonNumber) return String(value);
  return typeof value === "string" ? value.trim() || undefined : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
  );
}

/** A field's name without its spelling: loanId, LoanId, loan_id and loan-id are the same field. */
const toBareName = (name: string) => name.replace(/[-_]/g, "").toLowerCase();

/** Finds the ID of an entity in a message's data: loanId for a Loan, in any spelling; undefined if there is none. */
export function findEntityId(
  data: Record<string, unknown>,
  entityType: string | undefined,
): string | undefined {
  if (entityType === undefined) return undefined;
  const wanted = `${toBareName(entityType)}id`;
  const name = Object.keys(data).find((one) => toBareName(one) === wanted);
  return name === undefined ? undefined : readText(data[name]);
}
