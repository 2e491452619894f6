import { printNumber } from "./print-number";
import { BigDecimal, BigInteger, Char, Fn, Keyword, Ratio, type Value } from "./values";

const maxLength = 40;

/** A value in an error message: nil, 12.5, "Open" or "a vector". Never realizes a lazy sequence. */
export function describeValue(value: Value): string {
  if (value === null) return "nil";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string")
    return value.length > maxLength ? `"${value.slice(0, maxLength)}…"` : `"${value}"`;
  if (typeof value === "bigint" || typeof value === "number") return printNumber(value);
  if (value instanceof BigInteger || value instanceof Ratio || value instanceof BigDecimal) {
    const text = printNumber(value);
    return text.length > maxLength ? "a number with many digits" : text;
  }
  if (value instanceof Keyword) return `:${value.name.slice(0, maxLength)}`;
  if (value instanceof Char) return `the character ${value.unit}`;
  if (value instanceof Fn) return value.name === null ? "a function" : `the function ${value.name}`;
  return `a ${value.typeName}`;
}
