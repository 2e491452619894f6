import { expect, test } from "vitest";
import {
  formatAbsoluteTime,
  formatClock,
  formatDuration,
  formatMinute,
  formatRelativeTime,
  zoneLabel,
} from "./format-time";

const noon = Date.UTC(2026, 10, 21, 12);
const minute = 60_000;

test.each([
  [0, "just now"],
  [-59_000, "just now"],
  [30_000, "in a moment"],
  [-minute, "1 minute ago"],
  [-119 * minute, "1 hour ago"],
  [90 * minute, "in 1 hour"],
  [-26 * 60 * minute, "yesterday"],
  [-400 * 24 * 60 * minute, "last year"],
])("%i ms from now is %s", (offset, text) => {
  expect(formatRelativeTime(noon + offset, noon)).toBe(text);
});

test("an absolute time names its zone", () => {
  expect(formatAbsoluteTime(noon, "UTC")).toBe("21 Nov 2026, 12:00:00 UTC");
  expect(formatAbsoluteTime(noon, "Europe/Berlin")).toMatch(/^21 Nov 2026, 13:00:00 (CET|GMT\+1)$/);
});

test("a time to the minute names its zone too; a time of the day does not", () => {
  expect(formatMinute(noon + 61_000, "UTC")).toBe("21 Nov 2026, 12:01 UTC");
  expect(formatClock(noon + 61_000, "Europe/Berlin")).toBe("13:01:01");
});

test.each([
  [0, "0 s"],
  [45, "45 s"],
  [90, "1 min 30 s"],
  [14_400, "4 h"],
  [172_800, "2 d"],
  [93_784, "1 d 2 h 3 min 4 s"],
])("%i seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  ["America/New_York", "New York time"],
  ["UTC", "UTC"],
  ["Etc/UTC", "UTC"],
])("%s is labeled %s", (zone, text) => {
  expect(zoneLabel(zone)).toBe(text);
});
