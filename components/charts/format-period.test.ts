import { expect, test } from "vitest";
import { formatPeriod, formatTick } from "./format-period";

const period = { from: "2026-11-21T13:00:00.000Z", to: "2026-11-21T14:00:00.000Z" };

test("a period is formatted in the selected zone", () => {
  expect(formatPeriod(period, "UTC")).toBe("Sat 21 Nov, 13:00 to 14:00");
  expect(formatPeriod(period, "America/New_York")).toBe("Sat 21 Nov, 08:00 to 09:00");
});

test("a period of a whole day names the day on which it ends", () => {
  const day = { from: "2026-11-21T00:00:00.000Z", to: "2026-11-22T00:00:00.000Z" };
  expect(formatPeriod(day, "UTC")).toBe("Sat 21 Nov, 00:00 to Sun 22 Nov, 00:00");
});

test("an axis label is a time, with the day if requested", () => {
  expect(formatTick(period.from, "UTC", false)).toBe("13:00");
  expect(formatTick(period.from, "UTC", true)).toBe("Sat 21, 13:00");
});
