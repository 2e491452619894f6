import { asNumber, doubleOf } from "../numbers";
import { type Fn, fixed, type Value } from "../values";

/** The nearest long, or the larger of the two nearest. As in Java, NaN becomes 0, and a number out of range the closest long. */
function round(value: Value): bigint {
  const number = doubleOf(asNumber(value));
  if (Number.isNaN(number)) return 0n;
  const floor = Math.floor(number);
  const rounded = number - floor >= 0.5 ? floor + 1 : floor;
  if (rounded >= 2 ** 63) return 2n ** 63n - 1n;
  return rounded <= -(2 ** 63) ? -(2n ** 63n) : BigInt(rounded);
}

function defineDoubleFunction(name: string, apply: (x: number) => number): Fn {
  return fixed(name, 1, (x) => apply(doubleOf(asNumber(x))));
}

/** The methods of Java's Math that formulas use, mainly for rounding; Math/abs, Math/max and Math/min are in table.ts. */
export const mathFunctions: readonly Fn[] = [
  fixed("Math/round", 1, round),
  defineDoubleFunction("Math/floor", Math.floor),
  defineDoubleFunction("Math/ceil", Math.ceil),
  defineDoubleFunction("Math/sqrt", Math.sqrt),
  fixed("Math/pow", 2, (x, y) => doubleOf(asNumber(x)) ** doubleOf(asNumber(y))),
];
