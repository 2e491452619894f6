import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { stepForCharacters } from "../evaluation";
import { isInteger, truncate } from "../numbers";
import { textOf } from "../print";
import type { Value } from "../values";

/** Returns an argument that must be a string, and spends the steps to read it. @throws ClojureError "type" for nil and other values. */
export function requireString(value: Value): string {
  if (typeof value !== "string") throw new ClojureError("type", `${describeValue(value)} is not a string.`);
  stepForCharacters(value.length);
  return value;
}

/** Converts an argument of any type but nil to a string: most functions of clojure.string accept keywords and numbers. */
export function asString(value: Value): string {
  if (value === null) throw new ClojureError("type", "nil is not a string.");
  return textOf(value);
}

/** Returns an argument that must be an integer, such as an index or a count. */
export function requireInteger(value: Value): number {
  if (isInteger(value)) return Number(truncate(value));
  throw new ClojureError("type", `${describeValue(value)} is not an integer.`);
}
