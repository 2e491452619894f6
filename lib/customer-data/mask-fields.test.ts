import { expect, test } from "vitest";
import { JsonNumber } from "../json/json-number";
import { maskFields } from "./mask-fields";
import { withheldLabel } from "./schema";

const mask = (schema: object, data: unknown, current: object = schema) =>
  maskFields({ own: schema, current }, data).value;

const string = { type: "string" };
const personal = { type: "string", "x-pii": true };

test("fields with x-pii are masked, and fields that the schema does not describe are withheld with their names", () => {
  const schema = { properties: { amount: { type: "number" }, name: personal, tier: { "x-pii": false } } };
  const amount = new JsonNumber("120.50");
  const data = { amount, name: "Ada", tier: "gold", "ada@bank.example": 1, ssn: "078-05-1120" };
  expect(maskFields({ own: schema, current: schema }, data)).toEqual({
    value: { amount, name: withheldLabel, tier: "gold", "(2 other fields)": withheldLabel },
    masked: true,
  });
  expect(maskFields({ own: schema, current: schema }, { amount })).toEqual({
    value: { amount },
    masked: false,
  });
});

test.each<[string, object, unknown, unknown]>([
  [
    "an object with x-pii",
    { properties: { a: { "x-pii": "contact" } } },
    { a: { b: 1 } },
    { a: withheldLabel },
  ],
  [
    "an object that lists no fields",
    { properties: { a: {} } },
    { a: { b: 1 } },
    { a: { "(1 other field)": withheldLabel } },
  ],
  ["a schema that is true", { properties: { a: true } }, { a: "shown" }, { a: "shown" }],
  ["a null", { properties: { a: personal } }, { a: null }, { a: withheldLabel }],
  [
    "items of an array",
    { properties: { a: { items: { properties: { b: personal, c: string } } } } },
    { a: [{ b: "1", c: "2" }] },
    { a: [{ b: withheldLabel, c: "2" }] },
  ],
  ["an array that describes no items", { properties: { a: {} } }, { a: ["b"] }, { a: [withheldLabel] }],
  [
    "the first items of an array",
    { properties: { a: { prefixItems: [string, personal], items: string } } },
    { a: ["1", "2", "3"] },
    { a: ["1", withheldLabel, "3"] },
  ],
  [
    "a reference",
    {
      properties: { a: { $ref: "#/$defs/a~1b" } },
      $defs: { "a/b": { properties: { c: personal, d: string } } },
    },
    { a: { c: "1", d: "2" } },
    { a: { c: withheldLabel, d: "2" } },
  ],
  [
    "a reference to itself",
    { properties: { child: { $ref: "#" }, name: personal, size: string } },
    { child: { child: { name: "1", size: "2" } } },
    { child: { child: { name: withheldLabel, size: "2" } } },
  ],
  [
    "a reference that is not followed",
    { properties: { a: { $ref: "#anchor" }, b: { $ref: "https://schemas.example/b" } } },
    { a: 1, b: 2 },
    { a: withheldLabel, b: withheldLabel },
  ],
  [
    "references in a circle",
    { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } },
    { b: 1 },
    { "(1 other field)": withheldLabel },
  ],
  [
    "allOf",
    { allOf: [{ properties: { a: string, b: string } }, { properties: { b: personal } }] },
    { a: "1", b: "2" },
    { a: "1", b: withheldLabel },
  ],
  [
    "anyOf, oneOf and else",
    {
      anyOf: [{ properties: { a: string } }, { oneOf: [{ properties: { b: personal } }] }],
      else: { properties: { c: string } },
    },
    { a: "1", b: "2", c: "3" },
    { a: "1", b: withheldLabel, c: "3" },
  ],
  [
    "patterns, which are not compared",
    { properties: { a: string }, patternProperties: { "^b": personal } },
    { a: "1", b: "2" },
    { a: withheldLabel, "(1 other field)": withheldLabel },
  ],
  [
    "additional fields",
    { properties: { a: string }, additionalProperties: personal },
    { a: "1", b: "2" },
    { a: "1", "(1 other field)": withheldLabel },
  ],
  [
    "a field named __proto__",
    { properties: { a: string } },
    JSON.parse('{"__proto__":"1"}'),
    { "(1 other field)": withheldLabel },
  ],
  ["data that is no object", { properties: { a: string } }, "text", "text"],
])("masking follows %s", (_, schema, data, expected) => {
  expect(mask(schema, data)).toEqual(expected);
});

test("a field that the current version marks is masked in events of earlier versions, and its new fields are not needed", () => {
  const own = { properties: { name: string, old: string } };
  const current = { properties: { name: personal, added: string } };
  expect(mask(own, { name: "Ada", old: "1", added: "2" }, current)).toEqual({
    name: withheldLabel,
    old: "1",
    "(1 other field)": withheldLabel,
  });
});

test("data that would take too long is withheld as a whole", () => {
  const branches = Array.from({ length: 500 }, () => ({ items: string }));
  expect(
    mask(
      { anyOf: branches },
      Array.from({ length: 1_000 }, () => "1"),
    ),
  ).toBe(withheldLabel);
});
