import { expect, test } from "vitest";
import { listSincePresets } from "./since-presets";

function listPresets(now: string, timeZone: string, affectedSince: Date | null = null) {
  return listSincePresets({ now: Date.parse(now), timeZone, affectedSince, forOneWebhook: true });
}

test("the preset for the evening begins at the last 18:00 in the lender's time zone, also on the day after a clock change", () => {
  const findEveningPreset = (now: string, zone: string) => {
    const preset = listPresets(now, zone).find(({ value }) => value === "evening");
    return [preset?.label, preset?.from];
  };
  expect(findEveningPreset("2026-11-21T22:59:59Z", "America/New_York")).toEqual([
    "Since 18:00 yesterday (New York time)",
    "2026-11-20T23:00:00.000Z",
  ]);
  expect(findEveningPreset("2026-11-21T23:00:00Z", "America/New_York")).toEqual([
    "Since 18:00 today (New York time)",
    "2026-11-21T23:00:00.000Z",
  ]);
  // In Berlin, the clocks went back early on this day.
  expect(findEveningPreset("2026-10-25T10:00:00Z", "Europe/Berlin")).toEqual([
    "Since 18:00 yesterday (Berlin time)",
    "2026-10-24T16:00:00.000Z",
  ]);
});

test("the default window begins at the oldest delivery affected by a pause, or 24 hours ago if no webhook is paused", () => {
  const now = "2026-11-21T20:00:00.000Z";
  const listDefaultStarts = (affectedSince: Date | null) =>
    listPresets(now, "UTC", affectedSince).flatMap(({ isDefault, from }) => (isDefault ? [from] : []));
  expect(listDefaultStarts(null)).toEqual(["2026-11-20T20:00:00.000Z"]);
  expect(listDefaultStarts(new Date("2026-11-19T08:00:00Z"))).toEqual(["2026-11-19T08:00:00.000Z"]);
});
