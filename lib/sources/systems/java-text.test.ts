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

test("brackets that do not close cost steps, so that reading them ends", () => {
  const text = `${"{a=".repeat(60)}${", b={c=".repeat(2_000)}`;
  const allowance = { stepsLeft: 20_000 };
  expect(runWithin(allowance, () => read(text))).toBeNull();
});

test("values nested deeper than 64 levels stay texts", () => {
  const text = `${"{a=".repeat(100)}x${"}".repeat(100)}`;
  expect(JSON.stringify(read(text)).match(/\{"a"/g)).toHaveLength(64);
});
