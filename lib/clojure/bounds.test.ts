import { expect, test } from "vitest";
import { type Allowance, runWithin } from "../evaluation/steps";
import { ClojureError, checkFormula, evaluateFormula, readFormula } from "./formula";
import { printValue } from "./print";

const maxSteps = 100_000;
const digits = (count: number) => "9".repeat(count);
const variables = {
  letters: "x".repeat(200_000),
  lines: "\n".repeat(100_000),
  numbers: Array.from({ length: 4_000 }, (_, index) => index),
  records: Array.from({ length: 4_000 }, (_, index) => ({ id: index, amount: index + 0.5 })),
};

/** Evaluates a formula, by default with more steps than it may take. Returns its value or error code, and the steps that it spent. */
function run(
  text: string,
  allowance: Allowance = { stepsLeft: 10 * maxSteps },
): { outcome: string; steps: number } {
  const result = readFormula(text);
  if (!result.ok) throw new Error(result.error.message);
  const { formula } = result;
  const { stepsLeft } = allowance;
  const done = runWithin(allowance, () => {
    try {
      return printValue(evaluateFormula(formula, variables, { now: new Date(0) })).slice(0, 100);
    } catch (error) {
      if (error instanceof ClojureError) return error.code;
      throw error;
    }
  });
  return {
    outcome: done ? done.value : "over the caller's allowance",
    steps: stepsLeft - allowance.stepsLeft,
  };
}

test.each([
  // Endless loops and sequences.
  "(loop [] (recur))",
  "((fn [] (recur)))",
  "(count (range))",
  "(range)",
  "(iterate inc 1)",
  "(last (cycle [1 2]))",
  "(apply + (repeat 1))",
  "(first (filter neg? (range)))",
  "(for [a numbers b numbers c numbers] 1)",
  "(partition 0 [1])",
  "((fn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) 40)",
  // Growing strings.
  '(loop [s "ab"] (recur (str s s)))',
  '(str/join (repeat "abc"))',
  '(str/replace letters "x" letters)',
  '(str/replace letters #"x" "yyyyyyyyyyyyyyyy")',
  "(str/join letters numbers)",
  '(loop [] (do (format "%500d%500d" 1 1) (recur)))',
  "(loop [] (do (str/upper-case letters) (recur)))",
  "(loop [] (do (str/trim lines) (recur)))",
  "(loop [] (do (= (keyword letters) (keyword letters)) (recur)))",
  // Growing collections.
  "(loop [v [1]] (recur (into v v)))",
  "(reduce conj [] (range 100000))",
  "(reduce (fn [m i] (assoc m i i)) {} (range 100000))",
  "(reductions conj [] (range 100000))",
  "(loop [s numbers] (recur (concat s s)))",
  // Values that are small in memory, but large when they are printed or compared.
  "(pr-str (loop [v [1] i 0] (if (= i 60) v (recur [v v] (inc i)))))",
  "(loop [v [1] i 0] (if (= i 60) v (recur [v v] (inc i))))",
  "(let [f #(loop [v [1] i 0] (if (= i 60) v (recur [v v] (inc i))))] (= (f) (f)))",
  // Numbers with many digits.
  `(loop [n ${digits(900)}N] (do (* n 7) (recur n)))`,
  `(loop [n (/ ${digits(300)} 7${digits(250)})] (do (+ n n) (recur n)))`,
  `(loop [n ${digits(900)}N] (do (str n) (recur n)))`,
  `(loop [n ${digits(900)}M] (do (= n ${digits(900)}M) (recur n)))`,
  "(loop [n 1M] (do (mod 1e300M 1e-300M) (recur n)))",
  // Sorting and regular expressions.
  "(sort (map - (range 100000)))",
  "(sort (fn [a b] (> a b)) (range 20000))",
  '(loop [] (do (re-find #"xy" letters) (recur)))',
  '(re-seq #"x" letters)',
  '(loop [i 0] (do (re-pattern (str "late" i)) (recur (inc i))))',
])("%s ends when its steps are spent", (text) => {
  const { outcome, steps } = run(text);
  expect(outcome).toBe("steps");
  expect(steps).toBeLessThanOrEqual(maxSteps + 1);
});

test.each([
  // Deep recursion and deep data.
  "((fn f [n] (inc (f n))) 1)",
  "((fn f [n] (reduce (fn [a b] (f b)) 0 [n])) 1)",
  "(letfn [(f [n] (inc (g n))) (g [n] (inc (f n)))] (f 1))",
  `((fn f [n] ${"(if true ".repeat(50)}(inc (f n))${")".repeat(50)}) 1)`,
  "(loop [s [1] i 0] (if (= i 1000) (first s) (recur (map inc s) (inc i))))",
  "(loop [f inc i 0] (if (= i 1000) (f 1) (recur (comp f inc) (inc i))))",
  "(loop [v [1] i 0] (if (= i 1000) v (recur [v] (inc i))))",
  "(pr-str (loop [v [1] i 0] (if (= i 1000) v (recur [v] (inc i)))))",
  "(loop [v #{1} i 0] (if (= i 1000) v (recur #{v} (inc i))))",
  "(flatten (loop [v [1] i 0] (if (= i 1000) v (recur [v] (inc i)))))",
  // Numbers, widths and patterns that are too large.
  "(loop [n 3N] (recur (* n n)))",
  "(loop [n 1.5M] (recur (* n n)))",
  "(+ 1e900M 1e-900M)",
  '(format "%999999999d" 1)',
  '(format "%.999999999f" 1.0)',
  '(re-pattern (apply str (repeat 600 "a")))',
  '(re-pattern (apply str (repeat 6 "a{1000}")))',
])("%s exceeds a limit before its steps are spent", (text) => {
  const { outcome, steps } = run(text);
  expect(outcome).toBe("limit");
  expect(steps).toBeLessThan(maxSteps);
});

test.each([
  `${"(".repeat(100)}1${")".repeat(100)}`,
  `${"'".repeat(100)}a`,
  `(-> 1 ${"inc ".repeat(200)})`,
  digits(1_500),
  `1e${digits(5)}M`,
  `#"${"a".repeat(600)}"`,
  `#"${"a{1000}".repeat(6)}"`,
])("%s is rejected when it is read", (text) => {
  expect(checkFormula(text, []).errors).toHaveLength(1);
});

test("a formula spends steps on the parts of a large event that it reads, and not on the rest", () => {
  expect(run("(count numbers)").outcome).toBe("4000");
  expect(run("(reduce + numbers)").outcome).toBe("7998000");
  expect(run("(= 1 1)").steps).toBeLessThan(10);
  expect(run("(count letters)").steps).toBeLessThan(10);
  const { steps } = run("(count records)");
  expect(steps).toBeGreaterThan(4_000);
  expect(steps).toBeLessThan(40_000);
  expect(run("(count (filter #(> (:amount %) 3999) records))").outcome).toBe("1");
});

test("a formula takes the same number of steps each time, and they count toward the caller's allowance", () => {
  const text = "(reduce + (map inc numbers))";
  const first = run(text);
  expect(run(text)).toEqual(first);
  expect(run(text, { stepsLeft: first.steps - 1 }).outcome).toBe("over the caller's allowance");
});

test("an evaluation can be limited to fewer steps than usual, and the error states this limit", () => {
  const result = readFormula("(count (range))");
  if (!result.ok) throw new Error("The formula cannot be read.");
  const { formula } = result;
  expect(() => evaluateFormula(formula, {}, { now: new Date(0), steps: 5_000 })).toThrow(
    /stopped after 5,000 steps/,
  );
});

test("a formula fails at the same depth however deeply its caller is nested", () => {
  const text = "((fn f [n] (if (zero? n) 0 (inc (f (dec n))))) 200)";
  const nested = (depth: number): string => (depth === 0 ? run(text).outcome : nested(depth - 1));
  expect([nested(0), nested(500)]).toEqual(["200", "200"]);
  const tooDeep = text.replace("200", "1000");
  const nestedTooDeep = (depth: number): string =>
    depth === 0 ? run(tooDeep).outcome : nestedTooDeep(depth - 1);
  expect([nestedTooDeep(0), nestedTooDeep(500)]).toEqual(["limit", "limit"]);
});
