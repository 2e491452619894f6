import { expect, test } from "vitest";
import { runWithin } from "../evaluation/steps";
import { compileLinearPattern } from "./pattern";

test.each([
  ["^[A-Z]{2}-[0-9]+$", "AB-12", "AB-12\n"],
  ["^\\d{3}(-\\d{4})?$", "555-1234", "555-12"],
  ["a/b\\/c", "a/b/c", "abc"],
  ["^\\u00e9\\x41\\u{1F600}$", "éA😀", "eA"],
  ["^(?<year>\\d{4})$", "2026", "26"],
  ["^\\p{Script=Greek}+$", "αβγ", "abc"],
  ["^\\p{Lu}$", "É", "é"],
  ["^\\s$", "\u00a0", "x"],
  ["^[\\s-]$", "\u2003", "x"],
  ["^\\S$", "x", "\ufeff"],
  ["^[\\S]$", "x", "\u3000"],
  ["^.$", "😀", "\u2028"],
  ["^[[:alpha:]$", ":", "b"],
  ["^[^]$", "\n", ""],
  ["^[\\b]$", "\b", "b"],
  ["^[\\]\\[]$", "]", "\\"],
])("%s matches the same strings as in JavaScript", (pattern, matching, notMatching) => {
  const native = new RegExp(pattern, "u");
  const linear = compileLinearPattern(pattern);
  expect([linear.test(matching), linear.test(notMatching)]).toEqual([true, false]);
  expect([native.test(matching), native.test(notMatching)]).toEqual([true, false]);
});

test.each(["^(?=a)a", "(?<!a)b", "(a)\\1", "(?<n>a)\\k<n>", "(", "(?i)a", "\\Qa\\E"])(
  "%s is rejected",
  (pattern) => {
    expect(() => compileLinearPattern(pattern)).toThrow();
  },
);

test("matching a longer string takes more steps", () => {
  const allowance = { stepsLeft: 100 };
  expect(runWithin(allowance, () => compileLinearPattern("^a*$").test("aaaa"))).toEqual({ value: true });
  expect(runWithin(allowance, () => compileLinearPattern("^a*$").test("a".repeat(1_000)))).toBeNull();
});
