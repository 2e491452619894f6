import { expect, test } from "vitest";
import { compileSchema, misfits, onlyKnown, schemaError } from "./json-schema";

const loan = {
  type: "object",
  properties: {
    amount: { type: "number", minimum: 0 },
    borrower: { type: "object", properties: { name: { type: "string" } } },
    fees: { type: "array", items: { type: "object", properties: { code: { type: "string" } } } },
  },
  required: ["amount"],
};

test("a usable schema, twice", () => {
  expect(schemaError(loan)).toBeUndefined();
  expect(schemaError(structuredClone(loan))).toBeUndefined();
});

test.each([
  ["a list", []],
  ["a word", "object"],
  ["an unknown type", { type: "money" }],
  ["a reference to another host", { $ref: "https://example.com/schema.json" }],
  ["a pattern that cannot be read", { properties: { id: { type: "string", pattern: "(" } } }],
  ["a pattern that takes for ever", { properties: { id: { pattern: "^(a+)+$" } } }],
  ["one hidden in a property's name", { patternProperties: { "^([a-z]*)*x$": { type: "string" } } }],
  ["a megabyte", { description: "x".repeat(1_000_000) }],
])("%s is refused in words", (_name, schema) => {
  expect(schemaError(schema)).toMatch(/schema|pattern/);
});

test("what does not fit is named with its path", () => {
  const validate = compileSchema(loan);
  expect(misfits(validate, { amount: 5 })).toEqual([]);
  expect(misfits(validate, { amount: -1, borrower: { name: 7 } })).toEqual([
    "data.amount must be >= 0",
    "data.borrower.name must be string",
  ]);
  expect(misfits(validate, {})).toEqual(["data must have required property 'amount'"]);
});

test("an earlier version sees what it knows", () => {
  const data = {
    ...{ amount: 5, currency: "USD", borrower: { name: "Ada", taxId: "1" } },
    fees: [{ code: "LATE", waived: true }],
  };
  expect(onlyKnown(data, loan)).toEqual({ amount: 5, borrower: { name: "Ada" }, fees: [{ code: "LATE" }] });
  expect(onlyKnown(data, {})).toEqual(data);
  expect(onlyKnown({ amount: [1] }, loan)).toEqual({ amount: [1] });
});
