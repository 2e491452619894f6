import { expect, test } from "vitest";
import { compileIfExpression, compilePath } from "./expression";

const signal = { name: "a", data: { first: true, size: 2, kind: "loan", inner: { id: "x" }, none: null } };

test.each([
  ["event.data.first == true", true],
  ["event.data.first == false", false],
  ["event.data.first != true", false],
  ["event.data.size == 2", true],
  ["event.data.size == '2'", false],
  ["event.data.size != -1.5", true],
  ["event.data.kind == 'loan'", true],
  ['event.data.kind == "loan"', true],
  ["event.data.kind!='loan'", false],
  ["event.data.inner.id == 'x'", true],
  ["event.data.none == null", true],
  ["event.data.missing == null", true],
  ["event.data.missing == false", false],
  ["event.data.toString == null", true],
  ["event.data.kind.length == null", true],
])("the condition %s is %s", (expression, expected) => {
  expect(compileIfExpression(expression)(signal)).toBe(expected);
});

test.each([
  "event.data.first",
  "event.data.first == other",
  "event.data.size > 1",
  "event.data.first == true && event.data.size == 2",
  "event.data.kind == 'it\\'s'",
  "event.name == 'a'",
  "true == event.data.first",
  "",
])("the condition %j is rejected", (expression) => {
  expect(() => compileIfExpression(expression)).toThrow(/condition/);
});

test("a path reads its value, or null if the value is missing; other expressions are rejected", () => {
  expect(compilePath("event.data.inner.id")(signal)).toBe("x");
  expect(compilePath("event.data.inner.other.more")(signal)).toBeNull();
  expect(() => compilePath("event.data")).toThrow("not of the form event.data.x");
  expect(() => compilePath("event.data.a + event.data.b")).toThrow("not of the form event.data.x");
});
