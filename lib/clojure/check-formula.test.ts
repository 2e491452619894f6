import { expect, test } from "vitest";
import { ClojureError, checkFormula, evaluateFormula, maxFormulaLength, readFormula } from "./formula";

const variables = ["status-days-past-due", "loan-status", "payments", "portfolio", "count"];

function listErrors(text: string): string[] {
  return checkFormula(text, variables).errors.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
}

test.each([
  ["", "1:1", /empty/],
  ["; a comment\n", "2:1", /empty/],
  ["(> status-days-past-due 5", "1:1", /This \( is not closed/],
  ["(and true\n  (or false", "2:3", /This \( is not closed/],
  ["(> status-days-past-due 5))", "1:27", /no opening bracket for this \)/],
  ["(first [1 2)", "1:12", /Expected \] to close the \[ in line 1, column 8, but found \)/],
  ['(= loan-status "Open)', "1:16", /closing quote \("\) is missing/],
  ['(str "\\q")', "1:6", /\\q is not a valid escape/],
  ["(+ 1 08)", "1:6", /08 is not a valid number/],
  ["(+ .5 1)", "1:4", /Write a digit before the decimal point/],
  ["{:a 1 :b}", "1:1", /value for each key/],
  ["{:a 1 :a 2}", "1:1", /The map has the same key twice/],
  ["(if true 1\n  #{1 1})", "2:3", /The set has the same item twice/],
  ['(re-find #"(a" loan-status)', "1:10", /regular expression is not supported/],
  ['(re-find #"(?=a)" loan-status)', "1:10", /regular expression is not supported/],
])("%s: the error at %s says what is wrong", (text, place, message) => {
  expect(listErrors(text)).toEqual([expect.stringMatching(message)]);
  expect(listErrors(text)[0]).toMatch(new RegExp(`^${place} `));
});

test.each([
  ["(= loan-status “Open”)", '1:16 Use straight quotes ("), not curly quotes.'],
  ["(= loan-status ‘Open’)", "1:16 Use a straight quote ('), not a curly quote."],
  ["(>\u00a0status-days-past-due 5)", "1:3 Use ordinary spaces: there is a special space here."],
  ["(> status-days-past-due –5)", "1:25 Use an ordinary hyphen or minus sign (-), not a dash."],
  ["(≥ status-days-past-due 5)", "1:2 Use >=, <= or not=."],
  [
    "(> status-days-past-due %1)",
    "1:25 %1 is a placeholder. Replace it with a value, or use it only inside #(...).",
  ],
  [
    "90 status-days-past-due AND (-> portfolio :1 :active)",
    "1:4 A formula is one expression, but more text follows. Write operators first: (and (> a 1) (< b 2)).",
  ],
  ["(status-days-past-due > 5)", "1:1 The operator must be first: (> status-days-past-due ...)."],
  ["(5 < status-days-past-due)", "1:1 The operator must be first: (< 5 ...)."],
  ['(loan-status == "Open")', "1:1 The operator must be first: (== loan-status ...)."],
  ["(AND true false)", "1:1 Write and instead of AND."],
  ["(reduce and payments)", "1:9 and cannot be used as a value. Write it first in a list: (and ...)."],
])("%s: the error says what to write instead", (text, expected) => {
  expect(listErrors(text)).toEqual([expected]);
});

test.each([
  ['(if false (undefined-function "a") 1)', /There is no function or variable undefined-function/],
  ["(constructor 1)", /There is no function or variable constructor/],
  ["(or unknown-name (unknown-name 1))", /There is no function or variable unknown-name/],
  ["(str/hasOwnProperty 1)", /There is no function str\/hasOwnProperty/],
  ["(if false (inc 1 2) 1)", /inc cannot be called with 2 arguments/],
  ["(if false (count))", /count cannot be called with no arguments/],
  ["(if true 1 2 3)", /too many parts/],
  ["(let [x] x)", /Pairs of a name and a value/],
  ["(loop [i 0] (+ 1 (recur 1)))", /recur is allowed only/],
  ["(cond true)", /a result after each test/],
  ["(case 1 1 :a 1 :b)", /in the case twice/],
  ['(.toUpperCase "a")', /Java classes and methods are not available/],
  ['(Double/valueOf "1.5")', /Use v\/parse-float/],
  ['(Integer/parseInt "1")', /Use v\/parse-int/],
  ["(java.util.Date.)", /Java classes and methods are not available/],
  ["(new String)", /Java is not available/],
  ["(def x 1)", /Definitions are not available/],
  ["(try 1 (catch Exception e 2))", /Exceptions are not available/],
  ["@(atom 1)", /References \(@\) are not available/],
  ["(eval '(+ 1 2))", /cannot run other code/],
  ["(rand)", /Random values are not available/],
  ["#=(+ 1 2)", /#= is not available/],
  ["^:private x", /Metadata/],
])("%s is rejected before it is evaluated", (text, message) => {
  expect(listErrors(text)).toEqual([expect.stringMatching(message)]);
});

test("an unknown variable is nil and gives one warning, at its first use; a local name gives none", () => {
  const text = "(let [x 1]\n  (or unknown-name unknown-name x))";
  const { errors, warnings } = checkFormula(text, variables);
  expect(errors).toEqual([]);
  expect(warnings).toEqual([
    {
      line: 2,
      column: 7,
      message: "unknown-name is not a known variable. It is nil for events that do not have it.",
    },
  ]);
  const result = readFormula("[unknown-name constructor __proto__]");
  if (!result.ok) throw new Error("The formula cannot be read.");
  const value = evaluateFormula(result.formula, {}, { now: new Date(0) });
  expect(value).toMatchObject({ items: [null, null, null] });
});

test("a comma in a number and a variable with the name of a function give warnings", () => {
  expect(checkFormula("(> status-days-past-due 1,000)", variables).warnings).toEqual([
    { line: 1, column: 25, message: "A comma is a space in Clojure: 1,000 is two numbers." },
  ]);
  expect(checkFormula("(= [1,2,3] payments)", variables).warnings).toEqual([]);
  expect(checkFormula("(= count 5)", variables).warnings).toEqual([
    { line: 1, column: 4, message: "count is Clojure's function here, not the event's variable." },
  ]);
});

test("a call to a known variable is valid, but fails on an event that does not have the variable", () => {
  expect(listErrors("(portfolio :1)")).toEqual([]);
  const result = readFormula("(+ 1\n  (portfolio :1))");
  if (!result.ok) throw new Error("The formula cannot be read.");
  const { formula } = result;
  expect(() => evaluateFormula(formula, {}, { now: new Date(0) })).toThrow(
    expect.objectContaining({ code: "unknown-name", position: { line: 2, column: 4 } }),
  );
});

test("an evaluation error has the position of the innermost call and the name of its function", () => {
  const result = readFormula("(if true\n  (+ 1 (* 2 (subs loan-status 9)))\n  0)");
  if (!result.ok) throw new Error("The formula cannot be read.");
  const { formula } = result;
  const run = () => evaluateFormula(formula, { "loan-status": "Open" }, { now: new Date(0) });
  expect(run).toThrow(ClojureError);
  expect(run).toThrow(
    expect.objectContaining({
      code: "index",
      position: { line: 2, column: 13 },
      message: "subs: The string has 4 characters, so it has no part from 9 to 4.",
    }),
  );
});

test("a formula that is longer than the maximum length is rejected", () => {
  expect(listErrors(`"${"a".repeat(maxFormulaLength - 2)}"`)).toEqual([]);
  expect(listErrors(`"${"a".repeat(maxFormulaLength - 1)}"`)).toEqual([
    "1:1 A formula can have at most 2,000 characters.",
  ]);
});
