import { expect, test } from "vitest";
import { formatMilliseconds, formatSuccessRate } from "./format-number";

test.each([
  [0, 0, null],
  [7, 0, "100%"],
  [9_999, 1, "99.9%"],
  [1, 2, "33.3%"],
  [0, 3, "0%"],
])("%d delivered, %d failing: %s", (delivered, failing, text) => {
  expect(formatSuccessRate(delivered, failing)).toBe(text);
});

test("durations below one second are formatted in milliseconds, others in seconds", () => {
  expect([0, 999, 1_000, 15_240, null].map(formatMilliseconds)).toEqual([
    "0 ms",
    "999 ms",
    "1.0 s",
    "15.2 s",
    "None",
  ]);
});
