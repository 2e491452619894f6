import { expect, test } from "vitest";
import { runWithin } from "../../evaluation/steps";
import { readJavaValue } from "./java-text";

const read = (text: string) => readJavaValue(text, (scalar) => scalar);

test.each([
  ["{}", {}],
  ["[]", []],
  ["{a=1, b=2}", { a: "1", b: "2" }],
  ["{a=, b=}", { a: "", b: "" }],
  ["{a={}, b=[], c=x}", { a: {}, b: [], c: "x" }],
  [
    "{date=[2024.0, 2.0, 1.0], status={id=200.0, active=true}}",
    { date: ["2024.0", "2.0", "1.0"], status: { id: "200.0", active: "true" } },
  ],
  [
    "{debits=[{id=1, amount=2}, {id=3, amount=4}]}",
    {
      debits: [
        { id: "1", amount: "2" },
        { id: "3", amount: "4" },
      ],
    },
  ],
  ["{a={b={c=[[x], y]}}}", { a: { b: { c: [["x"], "y"] } } }],
  ["[1.0, null, {y=true}]", ["1.0", null, { y: "true" }]],
])("%s is read as a map or list", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  ["{note=Paid in cash, twice, b=1}", { note: "Paid in cash, twice", b: "1" }],
  ["{note=x = y, z}", { note: "x = y, z" }],
  ["{note=100% } of {it, b=1}", { note: "100% } of {it", b: "1" }],
  ["{note={hello} world, b=1}", { note: "{hello} world", b: "1" }],
  ["{note=[urgent] call, b=1}", { note: "[urgent] call", b: "1" }],
  ["{a={note=(a} b), c=1}, d=2}", { a: { note: "(a} b)", c: "1" }, d: "2" }],
  ["{note=a}, b=c}", { note: "a}", b: "c" }],
  ["{a=1,b=2}", { a: "1,b=2" }],
])("%s: a text can contain spaces, commas, equals signs and brackets", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each(["", "text", "{", "{a", "{a=1", "{a=1}}x", "[1", "}", "{hello}"])(
  "%j is neither a map nor a list, so it stays a text",
  (text) => {
    expect(read(text)).toBe(text);
  },
);

test("a name that could set a prototype is no name", () => {
  expect(read("{a=1, __proto__={b=2}}")).toEqual({ a: "1, __proto__={b=2}" });
});

/** The steps that reading a text takes. */
function countSteps(text: string): number {
  const allowance = { stepsLeft: 1e6 };
  runWithin(allowance, () => read(text));
  return 1e6 - allowance.stepsLeft;
}

test.each([
  ["one long text", (size: number) => `{a=${"x".repeat(20 * size)}}`],
  ["a long text without an end", (size: number) => `{a=${"x".repeat(20 * size)}`],
  ["a long name", (size: number) => `{${"x".repeat(20 * size)}}`],
  [
    "many values",
    (size: number) => `{${Array.from({ length: size }, (_, index) => `a${index}=1.0`).join(", ")}}`,
  ],
  ["texts that begin like lists", (size: number) => `{a=1${", n=[x] y, m=2".repeat(size)}}`],
  ["texts that begin like maps", (size: number) => `{a=1${", n={b=x} y".repeat(size)}}`],
  ["lists in which texts begin like lists", (size: number) => `{a=[{n=1}${", {n=[x] y}".repeat(size)}]}`],
])("%s: twice the text costs at most about twice the steps", (_title, make) => {
  const steps = countSteps(make(200));
  expect(steps).toBeGreaterThan(200);
  expect(countSteps(make(400)) / steps).toBeLessThan(2.2);
});

test("every character costs a part of a step, also if nothing is found, so that reading ends", () => {
  for (const text of [
    `{a=${"x".repeat(100_000)}}`,
    `{a=1, b={c=${"x".repeat(100_000)}`,
    "x".repeat(100_000),
  ]) {
    expect(countSteps(text)).toBeGreaterThan(6_000);
    expect(runWithin({ stepsLeft: 1_000 }, () => read(text))).toBeNull();
  }
});

test("a bracket that does not close is a part of a text, and the entries after it are read", () => {
  const text = `{${Array.from({ length: 40 }, (_, index) => `n${index}=[x] y, m${index}={a=b`).join(", ")}, end=1}`;
  expect(read(text)).toMatchObject({ n0: "[x] y", m0: "{a=b", n39: "[x] y", m39: "{a=b", end: "1" });
  expect(read("{a=[x] y, b={c=[z, d=[1, 2]}, e=3}")).toEqual({
    a: "[x] y",
    b: { c: ["z", "d=[1", "2"] },
    e: "3",
  });
});

test("values nested deeper than 64 levels stay texts", () => {
  const text = `${"{a=".repeat(100)}x${"}".repeat(100)}`;
  expect(JSON.stringify(read(text)).match(/\{"a"/g)).toHaveLength(64);
});
