import { expect, test } from "vitest";
import { highlightCondition } from "./highlight-condition";

const list = (text: string, language: "cel" | "clojure") =>
  highlightCondition(text, language)
    .filter(({ kind }) => kind !== "plain")
    .map(({ text: part, kind }) => `${kind} ${part}`);

test("CEL: strings, numbers, keywords, functions, operators and comments are highlighted", () => {
  expect(list(`has(data.a1) && data.name in ["x\\"y", 'z'] // "note"\n || -1.5e3 >= 0x1F`, "cel")).toEqual([
    "function has",
    "function &&",
    "keyword in",
    'string "x\\"y"',
    "string 'z'",
    'comment // "note"',
    "function ||",
    "function -",
    "number 1.5e3",
    "function >=",
    "number 0x1F",
  ]);
});

test("Clojure: strings, characters, numbers, keywords, constants, called functions and comments are highlighted", () => {
  const formula = `(and (= days-past-due-30 -5) ; "note"\n (re-find #"a\\"b" (:35 x)) [nil \\( 3/4 true?])`;
  expect(list(formula, "clojure")).toEqual([
    "function and",
    "function =",
    "number -5",
    'comment ; "note"',
    "function re-find",
    'string #"a\\"b"',
    "keyword :35",
    "keyword nil",
    "string \\(",
    "number 3/4",
  ]);
});

test.each([
  ["cel", 'data.name == "not closed'],
  ["cel", "'a\\"],
  ["clojure", '(= a "not closed'],
  ["clojure", "“(= é 😀)” \\"],
  ["clojure", ""],
] as const)("the tokens of a condition in %s together are its whole text: %j", (language, text) => {
  const tokens = highlightCondition(text, language);
  expect(tokens.map((token) => token.text).join("")).toBe(text);
  for (const { start, text: part } of tokens) expect(text.startsWith(part, start)).toBe(true);
});

test("a string that is not closed yet is highlighted as a string", () => {
  expect(list('(= a "x', "clojure")).toEqual(["function =", 'string "x']);
  expect(list('a == "x\n && b', "cel")).toEqual(["function ==", 'string "x', "function &&"]);
});
