import { expect, test } from "vitest";
import { parseJson } from "../json/parse-json";
import { compileSchema, findSchemaError, validateData } from "./schema-validation";

/** Returns the validation errors of a value; both the schema and the value are JSON. */
function listErrors(schema: string, value: string): string[] {
  const parsed = parseJson(`{"properties":{"a":${schema}}}`) as object;
  expect(findSchemaError(parsed)).toBeUndefined();
  return validateData(compileSchema(parsed), parseJson(`{"a":${value}}`)).errors;
}

test.each([
  [
    '{"multipleOf":0.01}',
    ["19.99", "4.35", "0.07", "120.50", "-1.10", "1e2", "9007199254740993"],
    ["0.001", "19.999", "1e9999999999999999"],
  ],
  ['{"multipleOf":3}', ["9", "9.0", "9007199254740993"], ["10", "9007199254740994", "3.1"]],
  ['{"multipleOf":0.10}', ["0.3", "1.10"], ["0.25"]],
  [
    '{"type":"integer"}',
    ["5", "5.0", "1e2", "9007199254740993", "1E400"],
    ["9007199254740993.5", "1e-400", "5.5"],
  ],
  ['{"type":"number"}', ["120.50", "1e400", "1e-400"], ['"120.50"', "{}"]],
  ['{"type":"object"}', ["{}"], ["120.50", "9007199254740993"]],
  ['{"minimum":9007199254740993}', ["9007199254740993", "9007199254740994.0"], ["9007199254740992", "1"]],
  ['{"maximum":9007199254740992}', ["9007199254740992", "1e-400"], ["9007199254740993", "1e400"]],
  ['{"exclusiveMinimum":0}', ["1e-400", "0.0000001"], ["0", "-0", "0.0", "-1e-400"]],
  ['{"exclusiveMaximum":1.10}', ["1.09", "1.099999999999999999999"], ["1.1", "1.10"]],
  ['{"const":120.50}', ["120.5", "120.50", "12050e-2"], ["120.51", '"120.50"']],
  [
    '{"enum":[1.0,"x",{"b":[2],"a":1}]}',
    ["1", "1.00", '"x"', '{"a":1.0,"b":[2e0]}'],
    ["2", '{"a":1,"b":[2,2]}'],
  ],
  [
    '{"uniqueItems":true}',
    ["[1,2]", "[9007199254740993,9007199254740992]"],
    ["[1,1.0]", '[{"a":1,"b":2},{"b":2,"a":1.0}]'],
  ],
  ['{"maxItems":1.0}', ["[120.50]"], ["[1,2]"]],
  ['{"items":{"minimum":1.50}}', ["[1.50,2]"], ["[1.50,1.4]"]],
])("the schema %s compares numbers by their digits", (schema, validValues, invalidValues) => {
  for (const value of validValues) expect([value, listErrors(schema, value)]).toEqual([value, []]);
  for (const value of invalidValues) expect([value, listErrors(schema, value).length]).toEqual([value, 1]);
});

test("an error shows a number from the schema exactly as the schema writes it", () => {
  expect(listErrors('{"minimum":120.50}', "120.49")).toEqual(["data.a must be >= 120.50"]);
  expect(listErrors('{"multipleOf":0.01}', "0.001")).toEqual(["data.a must be multiple of 0.01"]);
});
