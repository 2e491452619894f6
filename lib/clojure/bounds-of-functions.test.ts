import { expect, test } from "vitest";
import { runWithin } from "../evaluation/steps";
import { ClojureError, checkFormula, evaluateFormula, readFormula } from "./formula";
import { printShort, printValue } from "./print";
import { Vector } from "./sequences";
import type { Value } from "./values";

const maxSteps = 100_000;
const variables = {
  letters: "x".repeat(200_000),
  part: `y${"x".repeat(50_000)}`,
  reversedPart: `${"x".repeat(50_000)}y`,
  groups: "$0".repeat(1_000),
  digits: `${"9".repeat(990)}x`,
  numbers: Array.from({ length: 4_000 }, (_, index) => index),
};

function run(text: string): { outcome: string; steps: number } {
  const result = readFormula(text);
  if (!result.ok) throw new Error(result.error.message);
  const allowance = { stepsLeft: 10 * maxSteps };
  const done = runWithin(allowance, () => {
    try {
      return printValue(evaluateFormula(result.formula, variables, { now: new Date(0) })).slice(0, 100);
    } catch (error) {
      if (error instanceof ClojureError) return error.code;
      throw error;
    }
  });
  return { outcome: done?.value ?? "", steps: 10 * maxSteps - allowance.stepsLeft };
}

test.each([
  // The invalid last item of merge and conj is not reached, because the entries before it are paid for one by one.
  "(let [f (fn [] (reduce (fn [a _] [a a]) [1] (range 24)))] (= 0 (compare (f) (f))))",
  "(let [f (fn [] (reduce (fn [a _] [a a]) [1] (range 24)))] (sort [(f) (f)]))",
  "(let [k (keyword letters)] (apply str (repeat 300 k)))",
  "(let [k (symbol letters)] (pr-str (repeat 300 k)))",
  "(loop [] (do (keyword letters) (recur)))",
  "(loop [] (do (symbol letters) (recur)))",
  "(let [k (keyword letters)] (loop [] (do (name k) (recur))))",
  "(let [m (zipmap (range 400) (range 400))] (apply merge m (concat (repeat 2000 m) [1])))",
  "(let [m (zipmap (range 400) (range 400))] (apply conj m (concat (repeat 2000 m) [1])))",
  '(str/replace letters #"x+" (str groups groups))',
  "(let [f (apply every-pred (repeat 8000 identity))] (loop [i 0] (do (f) (recur (inc i)))))",
  "(count (partition -1 0 numbers numbers))",
  '(loop [] (do (re-find #"()()()()()()()()()()()()()()()()()()()()" "") (recur)))',
  `(loop [] (do (let [[${"a ".repeat(300)}& r] numbers] 1) (recur)))`,
  `(loop [i 0] (do (re-pattern (str "(?:aaaaa){900}" i)) (recur (inc i))))`,
])("%s ends when its steps are spent", (text) => {
  const { outcome, steps } = run(text);
  expect(outcome).toBe("steps");
  expect(steps).toBeLessThanOrEqual(maxSteps + 1);
});

test.each([
  ["(str/last-index-of letters part)", "nil"],
  ["(str/index-of letters part)", "nil"],
  ["(str/index-of letters reversedPart)", "nil"],
  ["(str/includes? letters reversedPart)", "false"],
  ['(count (str/replace letters part ""))', "200000"],
])("the search %s spends its steps and is linear", (text, expected) => {
  const { outcome, steps } = run(text);
  expect(outcome).toBe(expected);
  expect(steps).toBeGreaterThan(12_500);
  expect(steps).toBeLessThan(40_000);
});

test.each([
  ['(str/index-of "abcabcabcabd-abcabcabd" "abcabcabd")', "3"],
  ['(str/index-of "abcabcabcabd-abcabcabd" "abcabcabd" 4)', "13"],
  ['(str/index-of "abcabcabcabd" "abcabcabd" -5)', "3"],
  ['(str/index-of "abcabcabcabd" "abcabcabd" 50)', "nil"],
  ['(str/last-index-of "abcabcabcabd-abcabcabd-" "abcabcabd")', "13"],
  ['(str/last-index-of "abcabcabcabd-abcabcabd" "abcabcabd" 12)', "3"],
  ['(str/last-index-of "abcabcabcabd-abcabcabd" "abcabcabd" 13)', "13"],
  ['(str/last-index-of "abcabcabcabd" "abcabcabd" 2)', "nil"],
  ['(str/last-index-of "abcabcabd" "abcabcabd" -1)', "0"],
  ['(str/replace "abcabcabdabcabcabdx" "abcabcabd" "-")', '"--x"'],
  ['(str/replace-first "abcabcabdabcabcabdx" "abcabcabd" "-")', '"-abcabcabdx"'],
  ['(parse-double " \\t12.50 ")', "12.5"],
  ["(parse-double digits)", "nil"],
  ['(format "%,.1f" 1234567.25)', '"1,234,567.3"'],
  ["(merge {:a 1} nil {:b 2} [:c 3])", "{:a 1, :b 2, :c 3}"],
])("%s is %s", (text, expected) => {
  expect(run(text).outcome).toBe(expected);
});

test("the sizes of the regular expressions of a formula are limited in sum, before they are compiled", () => {
  const literals = (count: number, pattern: string) => `[${`#"${pattern}"`.repeat(count)}]`;
  expect(checkFormula(literals(1, "(?:aaaaa){900}"), []).errors).toEqual([]);
  expect(checkFormula(literals(40, "^[a-z]+@example$"), []).errors).toEqual([]);
  const [error] = checkFormula(literals(100, "(?:aaaaa){900}"), []).errors;
  expect(error?.message).toMatch(/regular expressions of the formula are too large/);
  for (const pattern of ["a{1000}{9}", "(?:a{9}){1000}", "(?:(?:a|bcdef){2,999})", "\\\\p{L}{999,}"])
    expect(checkFormula(literals(6, pattern), []).errors).toHaveLength(1);
});

test("a value is printed within few steps, and at most its first characters", () => {
  expect(printShort(new Vector([1n, 2n]), 20)).toBe("[1 2]");
  expect(printShort("x".repeat(50), 10)).toBe('"xxxxxxxxx…');
  let value: Value = null;
  for (let depth = 0; depth < 60; depth += 1) value = new Vector([value, value]);
  expect(printShort(value, 10)).toBe("…");
  let deep: Value = null;
  for (let depth = 0; depth < 700; depth += 1) deep = new Vector([deep]);
  expect(printShort(deep, 10)).toBe("…");
  expect(printShort(new Vector([1n]), 10)).toBe("[1]");
});
