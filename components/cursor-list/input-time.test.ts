import { expect, test } from "vitest";
import { formatInputTime, isInputTime, parseInputTime } from "./input-time";

const iso = "2026-11-21T09:30:00.000Z";

test("in UTC an input time has the same digits as the ISO time", () => {
  expect(formatInputTime(iso, "UTC")).toBe("2026-11-21T09:30");
  expect(parseInputTime("2026-11-21T09:30", "UTC", "from")).toBe(iso);
});

test.each(["America/New_York", "Asia/Kathmandu", "Pacific/Auckland"])(
  "times in %s stay the same when they are formatted and parsed again, in summer too",
  (zone) => {
    for (const time of [
      iso,
      "2026-07-01T23:59:00.000Z",
      "2026-03-08T06:59:00.000Z",
      "2026-03-08T07:00:00.000Z",
    ]) {
      for (const boundary of ["from", "to"] as const) {
        expect(parseInputTime(formatInputTime(time, zone), zone, boundary)).toBe(time);
      }
    }
  },
);

test("an input time is local to the selected zone", () => {
  expect(formatInputTime(iso, "America/New_York")).toBe("2026-11-21T04:30");
  expect(parseInputTime("2026-07-01T12:00", "America/New_York", "to")).toBe("2026-07-01T16:00:00.000Z");
});

test("an invalid time becomes empty; a zone in the time itself overrides the selected zone", () => {
  expect(formatInputTime("soon", "UTC")).toBe("");
  expect(parseInputTime("", "Europe/Berlin", "from")).toBe("");
  expect(parseInputTime("2026-11-21T10:30:00+01:00", "America/New_York", "to")).toBe(iso);
  expect(isInputTime(iso)).toBe(false);
});

test.each([
  // Clocks are set back: the local time exists twice.
  ["America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00.000Z", "2026-11-01T06:30:00.000Z"],
  ["Europe/Berlin", "2026-10-25T02:00", "2026-10-25T00:00:00.000Z", "2026-10-25T01:00:00.000Z"],
  ["Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00.000Z", "2026-04-04T15:15:00.000Z"],
  // Clocks are set forward: the local time does not exist.
  ["America/New_York", "2026-03-08T02:30", "2026-03-08T06:30:00.000Z", "2026-03-08T07:30:00.000Z"],
  ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T00:30:00.000Z", "2026-03-29T01:30:00.000Z"],
  // Pacific/Apia skipped this whole day.
  ["Pacific/Apia", "2011-12-30T12:00", "2011-12-29T22:00:00.000Z", "2011-12-30T22:00:00.000Z"],
  // The minutes just before and after a clock change exist once.
  ["America/New_York", "2026-11-01T00:59", "2026-11-01T04:59:00.000Z", "2026-11-01T04:59:00.000Z"],
  ["America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00.000Z", "2026-11-01T07:00:00.000Z"],
  ["America/New_York", "2026-03-08T01:59", "2026-03-08T06:59:00.000Z", "2026-03-08T06:59:00.000Z"],
  ["America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00.000Z", "2026-03-08T07:00:00.000Z"],
])(
  "%s, %s: a period starts at the earliest possible instant and ends at the latest",
  (zone, text, from, to) => {
    expect(parseInputTime(text, zone, "from")).toBe(from);
    expect(parseInputTime(text, zone, "to")).toBe(to);
  },
);
