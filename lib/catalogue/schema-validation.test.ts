import { expect, test } from "vitest";
import { parseJson } from "../json/parse-json";
import { pickKnownFields } from "./pick-known-fields";
import { compileSchema, findSchemaError, validateData } from "./schema-validation";

const loanSchema = {
  type: "object",
  properties: {
    amount: { type: "number", minimum: 0 },
    borrower: { type: "object", properties: { name: { type: "string" } } },
    fees: { type: "array", items: { type: "object", properties: { code: { type: "string" } } } },
  },
  required: ["amount"],
};

const listErrors = (schema: object, data: unknown) => validateData(compileSchema(schema), data).errors;

test("the same schema can be checked twice", () => {
  expect(findSchemaError(loanSchema)).toBeUndefined();
  expect(findSchemaError(structuredClone(loanSchema))).toBeUndefined();
});

test.each([
  ["a list", []],
  ["a word", "object"],
  ["an unknown type", { type: "money" }],
  ["a reference to another host", { $ref: "https://example.com/schema.json" }],
  ["an invalid pattern", { properties: { id: { type: "string", pattern: "(" } } }],
  ["a pattern with lookahead", { properties: { id: { pattern: "^(?=a)a$" } } }],
  ["an unsupported pattern of property names", { patternProperties: { "^(a)\\1$": { type: "string" } } }],
  ["a pattern of 501 characters", { properties: { id: { pattern: "a".repeat(501) } } }],
  ["a megabyte", { description: "x".repeat(1_000_000) }],
])("%s is rejected as a schema", (_name, schema) => {
  expect(findSchemaError(schema)).toMatch(/schema|pattern/);
});

test("an invalid pattern and an unsupported pattern are rejected with different reasons", () => {
  const findReason = (pattern: string) => findSchemaError({ properties: { id: { pattern } } });
  expect(findReason("(")).toBe("The pattern ( is invalid: Unterminated group.");
  expect(findReason("(?=a)")).toMatch(
    /^The pattern \(\?=a\) is not supported: .*Use a pattern without lookahead/,
  );
  expect(findReason("(a)\\k")).toMatch(/^The pattern \(a\)\\k is invalid: /);
  expect(findReason("a".repeat(501))).toMatch(/ is not supported: it is longer than 500 characters\.$/);
});

test("a validation error names the path of the value", () => {
  expect(listErrors(loanSchema, { amount: 5 })).toEqual([]);
  expect(listErrors(loanSchema, { amount: -1, borrower: { name: 7 } })).toEqual([
    "data.amount must be >= 0",
    "data.borrower.name must be string",
  ]);
  expect(listErrors(loanSchema, {})).toEqual(["data must have required property 'amount'"]);
});

test("data is reduced to the fields an earlier version describes", () => {
  const data = {
    amount: 5,
    currency: "USD",
    borrower: { name: "Ada", taxId: "1" },
    fees: [{ code: "LATE", waived: true }],
  };
  expect(pickKnownFields(data, loanSchema)).toEqual({
    amount: 5,
    borrower: { name: "Ada" },
    fees: [{ code: "LATE" }],
  });
  expect(pickKnownFields(data, {})).toEqual(data);
  expect(pickKnownFields({ amount: [1] }, loanSchema)).toEqual({ amount: [1] });
  const exact = parseJson('{"amount":120.50,"borrower":1.0,"fees":[{"code":1e2}]}');
  expect(pickKnownFields(exact, loanSchema)).toEqual(exact);
});

test("two schemas with the same $id are independent", () => {
  const $id = "https://example.com/loan";
  const firstSchema = compileSchema({
    $id,
    properties: { a: { $ref: "#/$defs/a" } },
    $defs: { a: { type: "string" } },
  });
  const secondSchema = compileSchema({
    $id,
    properties: { a: { $ref: "#/$defs/a" } },
    $defs: { a: { type: "number" } },
  });
  expect(validateData(firstSchema, { a: 1 }).errors).toEqual(["data.a must be string"]);
  expect(validateData(secondSchema, { a: 1 }).errors).toEqual([]);
});

test("an unsupported pattern is reported as not applied and causes no error, whatever keyword contains it", () => {
  const id = { type: "string", pattern: "^(?!X)" };
  const schema = { properties: { id, code: { not: id }, amount: { type: "number" } } };
  const expectedMessages = [expect.stringContaining("^(?!X)")];
  expect(validateData(compileSchema(schema), { id: "A", code: "B" })).toEqual({
    errors: [],
    patternMessages: expectedMessages,
  });
  expect(validateData(compileSchema(schema), { id: "A", amount: "5" })).toEqual({
    errors: ["data.amount must be number"],
    patternMessages: expectedMessages,
  });
  expect(validateData(compileSchema(schema), { amount: 5 })).toEqual({ errors: [], patternMessages: [] });
});
