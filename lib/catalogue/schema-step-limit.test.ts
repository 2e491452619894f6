import { expect, test } from "vitest";
import { runWithin } from "../evaluation/steps";
import { parseJson } from "../json/parse-json";
import { compileSchema, validateData } from "./schema-validation";

const stoppedErrors = [expect.stringMatching(/stopped after [\d,]+ steps/)];
const numbers = Array.from({ length: 200 }, (_item, index) => index);
const rows = numbers.map((id) => ({ id }));

test.each([
  ["uniqueItems over objects", { uniqueItems: true }, rows],
  ["anyOf over an array", { items: { anyOf: [{ type: "string" }, { type: "null" }] } }, numbers],
  ["oneOf with several matches", { items: { oneOf: [{ type: "number" }, { type: "integer" }] } }, numbers],
  ["contains", { contains: { const: -1 } }, numbers],
  ["an enum of objects", { items: { enum: rows } }, rows],
  [
    "a reference at every level",
    { $ref: "#/$defs/list", $defs: { list: { items: { $ref: "#/$defs/list" } } } },
    rows.map((row) => [row]),
  ],
  ["patterns of field names", { items: { patternProperties: { "^i": true, "^j": true } } }, rows],
  ["required fields", { items: { required: ["id", "b", "c"] } }, rows],
  ["a pattern on a long string", { pattern: "^[ab]*$" }, "ab".repeat(500)],
  ["a format on a long string", { format: "url" }, "ab".repeat(500)],
  ["multipleOf for a number with many digits", { multipleOf: 0.01 }, parseJson("1e5000")],
  ["a schema that refers to itself", { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } }, 1],
])("validating %s stops at the step limit", (_name, schema, data) => {
  const { $defs = {}, ...a } = schema as { $defs?: object };
  const compiled = compileSchema({ properties: { a }, $defs });
  expect(validateData(compiled, { a: data }, 150).errors).toEqual(stoppedErrors);
});

test("validating 40,000 numbers stays within the step limit", () => {
  const schema = { properties: { a: { items: { type: "integer", minimum: 0 }, uniqueItems: true } } };
  const many = Array.from({ length: 40_000 }, (_item, index) => index);
  expect(validateData(compileSchema(schema), { a: many })).toEqual({ errors: [], patternMessages: [] });
});

test("the steps of a validation are also spent from the surrounding allowance", () => {
  const compiled = compileSchema({ properties: { a: { items: { type: "number" } } } });
  const allowance = { stepsLeft: 1_000 };
  expect(runWithin(allowance, () => validateData(compiled, { a: numbers }))?.value.errors).toEqual([]);
  expect(allowance.stepsLeft).toBe(1_000 - 204);
  expect(runWithin({ stepsLeft: 100 }, () => validateData(compiled, { a: numbers }))).toBeNull();
});
