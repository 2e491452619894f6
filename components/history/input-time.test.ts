import { expect, test } from "vitest";
import { fromInputTime, isInputTime, toInputTime } from "./input-time";

const iso = "2026-11-21T09:30:00.000Z";

test("UTC keeps the digits", () => {
  expect(toInputTime(iso, "UTC")).toBe("2026-11-21T09:30");
  expect(fromInputTime("2026-11-21T09:30", "UTC")).toBe(iso);
});

test.each(["America/New_York", "Asia/Kathmandu", "Pacific/Auckland"])(
  "%s leads forth and back, in summer too",
  (zone) => {
    for (const time of [
      iso,
      "2026-07-01T23:59:00.000Z",
      "2026-03-08T06:59:00.000Z",
      "2026-03-08T07:00:00.000Z",
    ]) {
      expect(fromInputTime(toInputTime(time, zone), zone)).toBe(time);
    }
  },
);

test("it is that zone's clock", () => {
  expect(toInputTime(iso, "America/New_York")).toBe("2026-11-21T04:30");
  expect(fromInputTime("2026-07-01T12:00", "America/New_York")).toBe("2026-07-01T16:00:00.000Z");
});

test("what is no time is empty, what names its zone keeps it", () => {
  expect(toInputTime("soon", "UTC")).toBe("");
  expect(fromInputTime("", "Europe/Berlin")).toBe("");
  expect(fromInputTime("2026-11-21T10:30:00+01:00", "America/New_York")).toBe(iso);
  expect(isInputTime(iso)).toBe(false);
});
