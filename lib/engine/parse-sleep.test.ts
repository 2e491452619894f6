import { expect, test } from "vitest";
import { parseSleep } from "./parse-sleep";

const now = Date.parse("2026-01-01T00:00:00Z");

test.each([
  ["2026-03-01T12:30:00.250Z", "2026-03-01T12:30:00.250Z"],
  ["1s", "2026-01-01T00:00:01.000Z"],
  ["1w2d3h4m5s", "2026-01-10T03:04:05.000Z"],
  ["", "2026-01-01T00:00:00.000Z"],
])("the sleep %j ends at %s", (name, expected) => {
  expect(parseSleep(name, now).toISOString()).toBe(expected);
});

test("a sleep that is neither a duration nor a time is rejected", () => {
  expect(() => parseSleep("soon")).toThrow('the sleep "soon" is neither a duration nor an ISO 8601 time');
});
