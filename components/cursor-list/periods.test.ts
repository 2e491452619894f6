import { expect, test } from "vitest";
import { describePeriod, resolvePeriod } from "./periods";

const newYork = (iso: string) => ({ now: Date.parse(iso), timeZone: "America/New_York" });

test("periods begin and end at the lender's midnight, also when its clocks change", () => {
  // 2 November 2026, 00:30 in New York; the day before had 25 hours.
  const clock = newYork("2026-11-02T05:30:00.000Z");
  expect(resolvePeriod("today", clock)).toEqual({ from: "2026-11-02T05:00:00.000Z" });
  expect(resolvePeriod("yesterday", clock)).toEqual({
    from: "2026-11-01T04:00:00.000Z",
    to: "2026-11-02T05:00:00.000Z",
  });
});

test("'since 18:00' is the last 18:00, of today or yesterday, and its description says which", () => {
  expect(resolvePeriod("since-18:00", newYork("2026-11-21T22:59:59.000Z"))).toEqual({
    from: "2026-11-20T23:00:00.000Z",
  });
  const evening = newYork("2026-11-21T23:00:00.000Z");
  expect(resolvePeriod("since-18:00", evening)).toEqual({ from: "2026-11-21T23:00:00.000Z" });
  expect(describePeriod("since-18:00", evening)).toBe("Since 18:00 today (New York time)");
  expect(describePeriod("last-hour", evening)).toBe("Last hour (New York time)");
});

test("the last hour begins at a full minute, so that its rows do not change each second", () => {
  const { from } = resolvePeriod("last-hour", newYork("2026-11-21T10:30:59.999Z")) ?? {};
  expect(from).toBe("2026-11-21T09:30:00.000Z");
});

test("an unknown period is not resolved", () => {
  for (const period of ["", "since-24:00", "since-6", "tomorrow"])
    expect(resolvePeriod(period, newYork("2026-11-21T10:00:00.000Z")), period).toBeNull();
});
