import { expect, test } from "vitest";
import { addFailure, blockedUntil, type Failures } from "./throttle-rule";

const start = new Date("2026-03-02T09:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const noFailures: Failures = { count: 0, windowStart: start, blockedUntil: null };

test("the fifth failure within 15 minutes blocks for a minute", () => {
  let failures = noFailures;
  for (let minute = 0; minute < 4; minute++) {
    failures = addFailure(failures, 5, after(minute));
    expect(blockedUntil(failures, after(minute))).toBeNull();
  }
  failures = addFailure(failures, 5, after(4));
  expect(blockedUntil(failures, after(4))).toEqual(after(5));
  expect(blockedUntil(failures, after(5))).toBeNull();
});

test("each failure after a block doubles the wait, up to 15 minutes", () => {
  let failures: Failures = { count: 4, windowStart: start, blockedUntil: null };
  let now = start;
  const waits: number[] = [];
  for (let round = 0; round < 7; round++) {
    failures = addFailure(failures, 5, now);
    const until = failures.blockedUntil ?? now;
    waits.push((until.getTime() - now.getTime()) / 60_000);
    now = until;
  }
  expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15]);
});

test("failures further apart than the window do not add up", () => {
  let failures = noFailures;
  for (let minute = 0; minute < 100; minute += 4) {
    failures = addFailure(failures, 5, after(minute));
    expect(failures.count).toBeLessThan(5);
  }
});

test("after a block, the count starts again once 15 minutes pass without a failure", () => {
  const blocked: Failures = { count: 9, windowStart: start, blockedUntil: after(20) };
  expect(addFailure(blocked, 5, after(34)).count).toBe(10);
  expect(addFailure(blocked, 5, after(35))).toEqual({
    count: 1,
    windowStart: after(35),
    blockedUntil: null,
  });
});
