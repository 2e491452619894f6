import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseJson } from "../json/parse-json";
import { ClojureError, checkFormula, evaluateFormula, readFormula } from "./formula";
import { printValue } from "./print";

/** An expression and what Clojure 1.12.4 on Java 17 returned: a value as pr-str prints it, or the class of an error. */
interface Case {
  expr: string;
  value?: string | null;
  error?: string | null;
  phase?: string;
  /** Results for "core" and "math" must agree. Other parts of Clojure, such as Java's methods ("host"), must be rejected. */
  scope?: string;
  vars?: Record<string, unknown>;
  /** What Clojure returned for numbers in variables (boxed), if that differs: either result is right. */
  boxed?: { value?: string; error?: string };
  unordered?: boolean;
}

function readCases(file: string): Case[] {
  const lines = readFileSync(join(import.meta.dirname, file), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => parseJson(line) as Case);
}

/** Returns the printed value of a formula, or "error: " and the message of an error that is found when it is checked or evaluated. */
function runCase({ expr, vars = {}, error, phase }: Case): string {
  const { errors, warnings } = checkFormula(expr, Object.keys(vars));
  // The JVM rejects an unknown name, even if it is never used; here it is nil, and a warning when the formula is checked.
  const isCompileError = phase === "compile" || error?.includes("Compiler") === true;
  const [found] = isCompileError ? [...errors, ...warnings] : errors;
  if (found) return `error: ${found.message}`;
  const result = readFormula(expr);
  if (!result.ok) throw new Error("checkFormula found no error, but readFormula did.");
  try {
    return printValue(evaluateFormula(result.formula, vars, { now: new Date("2026-11-28T12:00:00Z") }));
  } catch (thrown) {
    if (thrown instanceof ClojureError) return `error: ${thrown.message}`;
    throw thrown;
  }
}

/** Sorts the items of a set, whose order depends on hash codes. */
const sortItems = (printed: string) => printed.replace(/[#{}]/g, "").split(" ").sort().join(" ");

const cases = [...readCases("cases.jsonl"), ...readCases("language-cases.jsonl")];
const isAvailable = ({ scope = "core" }: Case) => scope === "core" || scope === "math";

test.each(cases.filter(isAvailable))("$expr gives the same result as in Clojure", (each) => {
  const { value, error, boxed, unordered } = each;
  const given = runCase(each);
  if (error || (boxed?.error && given.startsWith("error: "))) expect(given).toMatch(/^error: ./);
  else if (unordered) expect(sortItems(given)).toBe(sortItems(value ?? ""));
  else expect(given).toBe(value);
});

test.each(cases.filter((each) => !isAvailable(each)))("$expr is rejected", (each) => {
  expect(runCase(each)).toMatch(/^error: ./);
});

test("the files contain the expected number of cases", () => {
  expect(cases.filter(isAvailable).length).toBeGreaterThan(1_000);
  expect(cases.filter((each) => !isAvailable(each)).length).toBeGreaterThan(9);
});
