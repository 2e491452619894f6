import { expect, test } from "vitest";
import { millisecondsText, rateText } from "./number-text";

test.each([
  [0, 0, null],
  [7, 0, "100 %"],
  [9_999, 1, "99.9 %"],
  [1, 2, "33.3 %"],
  [0, 3, "0 %"],
])("%d delivered, %d not: %s", (delivered, troubled, text) => {
  expect(rateText(delivered, troubled)).toBe(text);
});

test("times are in the unit that fits", () => {
  expect([0, 999, 1_000, 15_240, null].map(millisecondsText)).toEqual([
    "0 ms",
    "999 ms",
    "1.0 s",
    "15.2 s",
    "none",
  ]);
});
