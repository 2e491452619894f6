import { stripZeros } from "./big-decimal";
import { enter, leave, step, stepForCharacters } from "./evaluation";
import { printInteger } from "./integers";
import { printNumber } from "./print-number";
import {
  BigDecimal,
  BigInteger,
  Char,
  ClojureSymbol,
  Instant,
  type KeyMaker,
  Keyword,
  Ratio,
  type Value,
} from "./values";

let nanCount = 0;

/**
 * Returns a key that two values share if and only if they are equal in Clojure: 1 and 1N, 1.0M and 1.00M, and a vector and a list of the
 * same items are equal; 1 and 1.0, and "a" and \a, are not. NaN does not even equal itself.
 */
export function keyOf(value: Value): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    stepForCharacters(value.length);
    return `s${value.length}:${value}`;
  }
  if (typeof value === "bigint") return `i${value}`;
  if (typeof value === "number") {
    if (Number.isNaN(value)) nanCount += 1;
    // Adding 0 turns -0.0 into 0.0: they are equal in Clojure.
    return Number.isNaN(value) ? `n${nanCount}` : `d${value + 0}`;
  }
  if (value instanceof BigInteger) return `i${printInteger(value.value)}`;
  if (value instanceof Ratio) return `r${printNumber(value)}`;
  if (value instanceof BigDecimal) {
    const { unscaled, scale } = stripZeros(value);
    return `m${printInteger(unscaled)}e${scale}`;
  }
  if (value instanceof Char) return `c${value.unit}`;
  if (value instanceof Keyword || value instanceof ClojureSymbol) {
    stepForCharacters(value.name.length);
    return `${value instanceof Keyword ? "k" : "y"}${value.name.length}:${value.name}`;
  }
  if (value instanceof Instant) return `t${value.ms}`;
  enter();
  const key = value.makeKey(keyOf);
  leave();
  stepForCharacters(key.length);
  return key;
}

/** The key of a vector or list with these items. Each item's key shows where it ends, so that different items give different keys. */
export function keyOfItems(items: Iterable<Value>, makeKey: KeyMaker): string {
  let key = "(";
  for (const item of items) {
    step();
    key += `${makeKey(item)} `;
  }
  return `${key})`;
}

/** Whether two values are equal, as in (= a b). */
export function equal(a: Value, b: Value): boolean {
  if (typeof a === "string" && typeof b === "string") {
    stepForCharacters(a.length);
    return a === b;
  }
  if (a === null || b === null || typeof a === "boolean" || typeof b === "boolean") return a === b;
  return keyOf(a) === keyOf(b);
}
