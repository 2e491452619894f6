import { JsonNumber } from "./json-number";

/** Replaces each JsonNumber in `value` by a JavaScript number, as JSON.parse would have read it. */
export function toPlainNumbers(value: unknown): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(toPlainNumbers);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toPlainNumbers(inner)]));
}

/**
 * Returns the digits of the first integer that a JavaScript number cannot represent, such as a long account number, or of the first number
 * that would become infinite, whichever comes first; undefined if there is none.
 */
export function findInexactNumber(value: unknown): string | undefined {
  if (value === null || typeof value !== "object") return undefined;
  if (!(value instanceof JsonNumber)) {
    for (const inner of Object.values(value)) {
      const found = findInexactNumber(inner);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const number = Number(value.text);
  if (!Number.isFinite(number)) return value.text;
  const changed = /^-?\d+$/.test(value.text) && BigInt(number) !== BigInt(value.text);
  return changed ? value.text : undefined;
}
