import { expect, test } from "vitest";
import { startOfNextPeriod, startOfPeriod } from "./periods";

test.each([
  ["month", "2026-12-31T23:59:59.999Z", "2026-12-01", "2027-01-01"],
  ["month", "2027-01-01T00:00:00.000Z", "2027-01-01", "2027-02-01"],
  ["week", "2026-11-29T23:59:59.999Z", "2026-11-23", "2026-11-30"],
  ["week", "2026-11-30T00:00:00.000Z", "2026-11-30", "2026-12-07"],
  ["week", "2027-01-01T12:00:00.000Z", "2026-12-28", "2027-01-04"],
] as const)("the %s of %s begins on %s and ends before %s", (period, at, start, end) => {
  expect(startOfPeriod(period, new Date(at))).toEqual(new Date(start));
  expect(startOfNextPeriod(period, new Date(at))).toEqual(new Date(end));
});
