import { expect, test } from "vitest";
import { describeConstraints, describeType, listChildren } from "./describe-schema";

test.each([
  [{ type: "string", format: "uuid" }, "string, uuid"],
  [{ enum: ["a", "b"] }, "one of a, b"],
  [{ type: "array", items: { type: "integer" } }, "array of integer"],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string or null"],
  [{ type: ["string", "null"] }, "string or null"],
  [{ type: ["array", "null"], items: { type: "string" } }, "array of string or null"],
  [{ const: "basic" }, '"basic"'],
  [{ type: "string", enum: ["basic"] }, '"basic"'],
  [{}, "any type"],
])("%j is described as %s", (schema, description) => {
  expect(describeType(schema)).toBe(description);
});

test("describes bounds, except the limits of safe integers", () => {
  expect(describeConstraints({ minimum: 1, maximum: 9_007_199_254_740_991, default: 5 })).toEqual([
    "at least 1",
    "default 5",
  ]);
});

test("a minimum length of one is described as not empty, and a maximum length of one as an upper bound", () => {
  expect(describeConstraints({ minLength: 1, maxLength: 1 })).toEqual(["not empty", "at most 1 character"]);
  expect(describeConstraints({ minItems: 1, maxItems: 2 })).toEqual(["not empty", "at most 2 items"]);
  expect(describeConstraints({ maxItems: 1 })).toEqual(["at most 1 item"]);
});

test("lists the fields of objects in an array, and names alternatives by the value that distinguishes them", () => {
  const inner = { type: "object", properties: { a: { type: "string" } }, required: ["a"] };
  expect(listChildren({ type: "array", items: inner })).toMatchObject([{ name: "a", required: true }]);
  expect(listChildren({ anyOf: [inner, { type: "null" }] })).toMatchObject([{ name: "a" }]);
  expect(listChildren({ type: ["array", "null"], items: inner })).toMatchObject([{ name: "a" }]);
  const kind = (value: string) => ({
    type: "object",
    properties: { kind: { type: "string", enum: [value] } },
  });
  expect(listChildren({ oneOf: [kind("x"), kind("y")] }).map(({ name }) => name)).toEqual([
    'kind "x"',
    'kind "y"',
  ]);
});
