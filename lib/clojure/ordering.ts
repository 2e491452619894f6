import { call } from "./call";
import { describeValue } from "./describe-value";
import { ClojureError } from "./errors";
import { enter, leave, step, stepForCharacters } from "./evaluation";
import { compareNumbers, isNumber, truncate } from "./numbers";
import { Vector } from "./sequences";
import { Char, ClojureSymbol, Fn, Instant, isTruthy, Keyword, type Value } from "./values";

/**
 * The order of two values, as in (compare a b): negative, 0 or positive. Nil comes first; strings are compared by their UTF-16 code units,
 * and vectors by their lengths first.
 *
 * @throws ClojureError "type" if the values have no order, such as a number and a string, or two maps
 */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  // As in the JVM, NaN compares as equal to every number.
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b) || 0;
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Char && b instanceof Char) return compareStrings(a.unit, b.unit);
  if (a instanceof Instant && b instanceof Instant) return Math.sign(a.ms - b.ms);
  if (a instanceof Keyword && b instanceof Keyword) return compareNames(a.name, b.name);
  if (a instanceof ClojureSymbol && b instanceof ClojureSymbol) return compareNames(a.name, b.name);
  if (a instanceof Vector && b instanceof Vector) return compareVectors(a.items, b.items);
  throw new ClojureError("type", `${describeValue(a)} and ${describeValue(b)} cannot be compared.`);
}

/** As in Java, the difference of the first code units that differ, or of the lengths. */
function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  stepForCharacters(length);
  for (let index = 0; index < length; index += 1) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A name without a namespace comes before every name with one. */
function compareNames(a: string, b: string): number {
  const [[namespaceA, nameA], [namespaceB, nameB]] = [splitName(a), splitName(b)];
  if (namespaceA === namespaceB) return compareStrings(nameA, nameB);
  if (namespaceA === null) return -1;
  return namespaceB === null ? 1 : compareStrings(namespaceA, namespaceB);
}

/** The namespace (null if there is none) and the name of a keyword or symbol. */
export function splitName(name: string): [namespace: string | null, name: string] {
  stepForCharacters(name.length);
  const slash = name.indexOf("/");
  return slash <= 0 ? [null, name] : [name.slice(0, slash), name.slice(slash + 1)];
}

function compareVectors(a: readonly Value[], b: readonly Value[]): number {
  if (a.length !== b.length) return Math.sign(a.length - b.length);
  enter();
  let order = 0;
  for (let index = 0; index < a.length && order === 0; index += 1) {
    step();
    order = compareValues(a[index] ?? null, b[index] ?? null);
  }
  leave();
  return order;
}

/**
 * Makes a comparator from a function of the formula, which returns either a number or whether its first argument comes first.
 *
 * @throws ClojureError "type" if the value is not a function, or if the function returns anything else
 */
export function makeComparator(fn: Value): (a: Value, b: Value) => number {
  if (!(fn instanceof Fn)) throw new ClojureError("type", `${describeValue(fn)} is not a function.`);
  return (a, b) => {
    const result = call(fn, [a, b]);
    if (typeof result === "boolean") return result ? -1 : isTruthy(call(fn, [b, a])) ? 1 : 0;
    if (isNumber(result)) return Number(truncate(result));
    throw new ClojureError(
      "type",
      `A comparison must return a number, true or false, not ${describeValue(result)}.`,
    );
  };
}
