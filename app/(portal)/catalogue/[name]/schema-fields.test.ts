import { expect, test } from "vitest";
import { listSchemaFields } from "./schema-fields";

test("fields are listed with their types, including nested fields and the fields of array items", () => {
  const fields = listSchemaFields({
    required: ["amount"],
    properties: {
      amount: { type: "number", description: "In dollars" },
      borrower: { type: "object", properties: { email: { type: "string", format: "email" } } },
      fees: { type: "array", items: { type: "object", properties: { code: { enum: ["LATE", "NSF"] } } } },
      note: { type: ["string", "null"], "x-pii": true },
    },
  });
  expect(fields.map(({ path, type }) => `${path}: ${type}`)).toEqual([
    "amount: number",
    "borrower: object",
    "borrower.email: string (email)",
    "fees: array of object",
    'fees[].code: "LATE" | "NSF"',
    "note: string | null",
  ]);
  expect(fields.filter(({ required }) => required).map(({ path }) => path)).toEqual(["amount"]);
  expect(fields.filter(({ personal }) => personal).map(({ path }) => path)).toEqual(["note"]);
});

test("a recursive schema is listed down to the maximum depth; an empty schema has no fields", () => {
  const endless: { properties: Record<string, object> } = { properties: {} };
  endless.properties.again = endless;
  expect(listSchemaFields(endless)).toHaveLength(6);
  expect(listSchemaFields({})).toEqual([]);
});
