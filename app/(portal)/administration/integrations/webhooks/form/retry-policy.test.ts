import { expect, test } from "vitest";
import { presetOf, retrySummary } from "./retry-policy";

const presets = { urgent: [10, 30], standard: [60, 300] };

test("a preset is known by its delays", () => {
  expect(presetOf(["60", " 300"], presets)).toBe("standard");
  expect(presetOf(["60"], presets)).toBe("custom");
  expect(presetOf(["60", ""], presets)).toBe("custom");
});

test.each([
  [[], "Sent once. If that fails, the webhook is paused at once."],
  [["60"], "Sent at once, then 1 more time over 1 min. If all fail, the webhook is paused."],
  [["60", "300"], "Sent at once, then up to 2 more times over 6 min. If all fail, the webhook is paused."],
  [["60", "x"], "Sent at once, then up to 2 more times. If all fail, the webhook is paused."],
])("%j is said as %s", (delays, text) => {
  expect(retrySummary(delays)).toBe(text);
});
