import { expect, test } from "vitest";
import { describeRetries, findPresetName, formatClockTime, planAttempts } from "./retry-plan";

test("planAttempts adds up the delays, starting from the first attempt", () => {
  expect(planAttempts(["60", "300"])).toEqual([
    { number: 0, afterSeconds: 0 },
    { number: 1, afterSeconds: 60 },
    { number: 2, afterSeconds: 360 },
  ]);
  expect(planAttempts([])).toHaveLength(1);
});

test.each(["", "abc", "0", "1.5"])("planAttempts returns null while a delay is %j", (typed) => {
  expect(planAttempts(["60", typed])).toBeNull();
});

test("a time is formatted in the given time zone, with the weekday if it is not today", () => {
  const now = Date.parse("2026-11-21T22:30:00Z");
  expect(formatClockTime(now, now, "UTC", false)).toBe("22:30");
  expect(formatClockTime(now + 90 * 60_000, now, "UTC", false)).toBe("Sun 00:00");
  expect(formatClockTime(now + 5_000, now, "America/New_York", true)).toBe("17:30:05");
});

const presets = { urgent: [10, 30], standard: [60, 300] };

test("findPresetName returns the preset with exactly the given delays, or custom", () => {
  expect(findPresetName(["60", " 300"], presets)).toBe("standard");
  expect(findPresetName(["60"], presets)).toBe("custom");
  expect(findPresetName(["60", ""], presets)).toBe("custom");
});

test.each([
  [[], "Sent once, without retries."],
  [["60"], "Sent immediately, then 1 retry after 1 min."],
  [["60", "300"], "Sent immediately, then up to 2 retries over 6 min."],
  [["60", "x"], "Sent immediately, then up to 2 retries."],
])("%j is described as %s", (delays, text) => {
  expect(describeRetries(delays)).toBe(text);
});
