import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { equal } from "../keys";
import { asNumber, compareNumbers, isInteger, signOf, truncate } from "../numbers";
import { compareValues } from "../ordering";
import { type Fn, fixed, type NumberValue, type Value, variadic } from "../values";

/** Whether each argument and the next one pass a test. Stops at the first pair that fails, so later arguments are not checked. */
function everyPair(args: readonly Value[], test: (a: Value, b: Value) => boolean): boolean {
  for (let index = 1; index < args.length; index += 1)
    if (!test(args[index - 1] ?? null, args[index] ?? null)) return false;
  return true;
}

/** A comparison of numbers, such as <. */
function defineOrdering(name: string, holds: (order: number) => boolean): Fn {
  return variadic(name, 1, (args) =>
    everyPair(args, (a, b) => holds(compareNumbers(asNumber(a), asNumber(b)))),
  );
}

function defineNumberTest(name: string, test: (x: NumberValue) => boolean): Fn {
  return fixed(name, 1, (x) => test(asNumber(x)));
}

function defineIntegerTest(name: string, test: (x: bigint) => boolean): Fn {
  return fixed(name, 1, (x) => {
    if (isInteger(x)) return test(truncate(x));
    throw new ClojureError("type", `${describeValue(x)} is not an integer.`);
  });
}

export const comparisonFunctions: readonly Fn[] = [
  variadic("=", 1, (args) => everyPair(args, equal)),
  variadic("not=", 1, (args) => !everyPair(args, equal)),
  defineOrdering("==", (order) => order === 0),
  defineOrdering("<", (order) => order < 0),
  defineOrdering("<=", (order) => order <= 0),
  defineOrdering(">", (order) => order > 0),
  defineOrdering(">=", (order) => order >= 0),
  fixed("compare", 2, (a, b) => BigInt(compareValues(a, b))),
  defineNumberTest("zero?", (x) => signOf(x) === 0),
  defineNumberTest("pos?", (x) => signOf(x) > 0),
  defineNumberTest("neg?", (x) => signOf(x) < 0),
  defineNumberTest("NaN?", (x) => Number.isNaN(x)),
  defineNumberTest("infinite?", (x) => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY),
  defineIntegerTest("even?", (x) => x % 2n === 0n),
  defineIntegerTest("odd?", (x) => x % 2n !== 0n),
];
