import { expect, test } from "vitest";
import { formatUpdated } from "./format-updated";

test.each([
  [-200, "Updated just now"],
  [999, "Updated just now"],
  [3_900, "Updated 3 s ago"],
  [119_000, "Updated 1 min ago"],
  [7_200_000, "Updated 2 h ago"],
])("%i ms", (ms, text) => {
  expect(formatUpdated(1_000_000, 1_000_000 + ms)).toBe(text);
});
