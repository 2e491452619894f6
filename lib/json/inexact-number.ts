import { JsonNumber } from "./json-number";

/**
 * The digits of the first whole number that plainNumbers would turn into another, such as an account's beyond 2^53, or of one
 * that would become infinite; undefined when there is none.
 */
export function inexactNumber(value: unknown): string | undefined {
  if (value === null || typeof value !== "object") return undefined;
  if (!(value instanceof JsonNumber)) {
    for (const inner of Object.values(value)) {
      const found = inexactNumber(inner);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const number = Number(value.text);
  if (!Number.isFinite(number)) return value.text;
  const changed = /^-?\d+$/.test(value.text) && BigInt(number) !== BigInt(value.text);
  return changed ? value.text : undefined;
}
