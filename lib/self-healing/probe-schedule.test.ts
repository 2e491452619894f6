import { expect, test } from "vitest";
import { computeNextProbeAt, countEarlierProbes } from "./probe-schedule";

const minutes = (count: number) => count * 60_000;

test("the intervals grow up to an hour", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 100].map((probes) => computeNextProbeAt(minutes(7), probes))).toEqual(
    [8, 9, 12, 22, 37, 67, 67, 67].map(minutes),
  );
});

test("a webhook that is paused again within an hour continues the intervals; after a later pause, they start from the first again", () => {
  const healed = { healedAt: minutes(10), probes: 4 };
  expect(countEarlierProbes(minutes(69), healed)).toBe(4);
  expect(countEarlierProbes(minutes(70), healed)).toBe(0);
  expect(countEarlierProbes(minutes(70), null)).toBe(0);
});
