import { BigDecimal, BigInteger, Char, Fn, Keyword, Ratio, type Value } from "./values";

const maxKeywordLength = 40;

/**
 * A value in an error message, such as nil, "a string" or "a vector". Texts and numbers are not quoted, because they may come from an
 * event: messages are kept longer than an event's data, and parts of one-time codes in them could not be masked. Never realizes a lazy
 * sequence.
 */
export function describeValue(value: Value): string {
  if (value === null) return "nil";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return "a string";
  if (typeof value === "bigint" || typeof value === "number") return "a number";
  if (value instanceof BigInteger || value instanceof Ratio || value instanceof BigDecimal) return "a number";
  if (value instanceof Char) return "a character";
  if (value instanceof Keyword) return `:${value.name.slice(0, maxKeywordLength)}`;
  if (value instanceof Fn) return value.name === null ? "a function" : `the function ${value.name}`;
  return `a ${value.typeName}`;
}
