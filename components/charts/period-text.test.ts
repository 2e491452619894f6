import { expect, test } from "vitest";
import { periodText, tickText } from "./period-text";

const period = { from: "2026-11-21T13:00:00.000Z", to: "2026-11-21T14:00:00.000Z" };

test("a period is told in the zone that was chosen", () => {
  expect(periodText(period, "UTC")).toBe("Sat 21 Nov, 13:00 to 14:00");
  expect(periodText(period, "America/New_York")).toBe("Sat 21 Nov, 08:00 to 09:00");
});

test("the axis names the day when there are several", () => {
  expect(tickText(period.from, "UTC", false)).toBe("13:00");
  expect(tickText(period.from, "UTC", true)).toBe("Sat 21, 13:00");
});
