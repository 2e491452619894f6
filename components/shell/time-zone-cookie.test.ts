import { expect, test } from "vitest";
import { parseTimeZoneChoice } from "./time-zone-cookie";

test.each([
  ["viewer", "viewer"],
  ["lender", "lender"],
  ["utc", "utc"],
  ["bank", "lender"],
  ["elsewhere", "viewer"],
  [undefined, "viewer"],
])("the cookie's value %j means the choice %j", (value, choice) => {
  expect(parseTimeZoneChoice(value)).toBe(choice);
});
