import { expect, test } from "vitest";
import { schemaFields } from "./schema-fields";

test("fields, nested ones and those of lists, with what they must be", () => {
  const fields = schemaFields({
    required: ["amount"],
    properties: {
      amount: { type: "number", description: "In dollars" },
      borrower: { type: "object", properties: { email: { type: "string", format: "email" } } },
      fees: { type: "array", items: { type: "object", properties: { code: { enum: ["LATE", "NSF"] } } } },
      note: { type: ["string", "null"] },
    },
  });
  expect(fields.map(({ path, type }) => `${path}: ${type}`)).toEqual([
    "amount: number",
    "borrower: object",
    "borrower.email: string (email)",
    "fees: list of object",
    'fees[].code: "LATE" | "NSF"',
    "note: string | null",
  ]);
  expect(fields.filter(({ required }) => required).map(({ path }) => path)).toEqual(["amount"]);
});

test("a schema that holds itself, or says nothing, ends", () => {
  const endless: { properties: Record<string, object> } = { properties: {} };
  endless.properties.again = endless;
  expect(schemaFields(endless)).toHaveLength(6);
  expect(schemaFields({})).toEqual([]);
});
