import { expect, test } from "vitest";
import { fromInputTime, isInputTime, toInputTime } from "./input-time";

const iso = "2026-11-21T09:30:00.000Z";

test("UTC keeps the digits", () => {
  expect(toInputTime(iso, true)).toBe("2026-11-21T09:30");
  expect(fromInputTime("2026-11-21T09:30", true)).toBe(iso);
});

test("the viewer's zone leads forth and back, whatever it is, in summer too", () => {
  for (const time of [iso, "2026-07-01T23:59:00.000Z"]) {
    expect(fromInputTime(toInputTime(time, false), false)).toBe(time);
  }
});

test("what is no time is empty", () => {
  expect(toInputTime("soon", true)).toBe("");
  expect(fromInputTime("", false)).toBe("");
  expect(isInputTime(iso)).toBe(false);
});
