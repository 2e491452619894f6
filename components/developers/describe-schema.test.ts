import { expect, test } from "vitest";
import { childrenOf, describeConstraints, describeType } from "./describe-schema";

test.each([
  [{ type: "string", format: "uuid" }, "string, uuid"],
  [{ enum: ["a", "b"] }, "one of a, b"],
  [{ type: "array", items: { type: "integer" } }, "list of integer"],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string or null"],
  [{ type: ["string", "null"] }, "string or null"],
  [{ type: ["array", "null"], items: { type: "string" } }, "list of string or null"],
  [{ const: "basic" }, '"basic"'],
  [{ type: "string", enum: ["basic"] }, '"basic"'],
  [{}, "anything"],
])("%j is told as %s", (schema, words) => {
  expect(describeType(schema)).toBe(words);
});

test("bounds are said, but not the ones that every whole number has", () => {
  expect(describeConstraints({ minimum: 1, maximum: 9_007_199_254_740_991, default: 5 })).toEqual([
    "at least 1",
    "default 5",
  ]);
});

test("the fields of a list's objects, and the choices by what tells them apart", () => {
  const inner = { type: "object", properties: { a: { type: "string" } }, required: ["a"] };
  expect(childrenOf({ type: "array", items: inner })).toMatchObject([{ name: "a", required: true }]);
  expect(childrenOf({ anyOf: [inner, { type: "null" }] })).toMatchObject([{ name: "a" }]);
  expect(childrenOf({ type: ["array", "null"], items: inner })).toMatchObject([{ name: "a" }]);
  const kind = (value: string) => ({
    type: "object",
    properties: { kind: { type: "string", enum: [value] } },
  });
  expect(childrenOf({ oneOf: [kind("x"), kind("y")] }).map(({ name }) => name)).toEqual([
    'kind "x"',
    'kind "y"',
  ]);
});
