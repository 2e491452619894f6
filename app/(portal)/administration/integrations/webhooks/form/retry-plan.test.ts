import { expect, test } from "vitest";
import { clockText, plannedAttempts, presetOf, retrySummary } from "./retry-plan";

test("delays add up, from the first try on", () => {
  expect(plannedAttempts(["60", "300"])).toEqual([
    { number: 0, afterSeconds: 0 },
    { number: 1, afterSeconds: 60 },
    { number: 2, afterSeconds: 360 },
  ]);
  expect(plannedAttempts([])).toHaveLength(1);
});

test.each(["", "abc", "0", "1.5"])("while a delay is %j there is no plan", (typed) => {
  expect(plannedAttempts(["60", typed])).toBeNull();
});

test("a time is told in its zone, with the day when it is another one", () => {
  const now = Date.parse("2026-11-21T22:30:00Z");
  expect(clockText(now, now, "UTC", false)).toBe("22:30");
  expect(clockText(now + 90 * 60_000, now, "UTC", false)).toBe("Sun 00:00");
  expect(clockText(now + 5_000, now, "America/New_York", true)).toBe("17:30:05");
});

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
