import { expect, test } from "vitest";
import { addFailure, type Failures, findActiveBlockEnd } from "./throttle-rule";

const start = new Date("2026-03-02T09:00:00Z");
const minutesAfterStart = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const noFailures: Failures = { count: 0, windowStart: start, blockedUntil: null };

test("the fifth failure within 15 minutes blocks for a minute", () => {
  let failures = noFailures;
  for (let minute = 0; minute < 4; minute++) {
    failures = addFailure(failures, 5, minutesAfterStart(minute));
    expect(findActiveBlockEnd(failures, minutesAfterStart(minute))).toBeNull();
  }
  failures = addFailure(failures, 5, minutesAfterStart(4));
  expect(findActiveBlockEnd(failures, minutesAfterStart(4))).toEqual(minutesAfterStart(5));
  expect(findActiveBlockEnd(failures, minutesAfterStart(5))).toBeNull();
});

test("each failure after a block has ended starts a block twice as long, up to 15 minutes", () => {
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

test("one failure every 4 minutes never adds up to the limit", () => {
  let failures = noFailures;
  for (let minute = 0; minute < 100; minute += 4) {
    failures = addFailure(failures, 5, minutesAfterStart(minute));
    expect(failures.count).toBeLessThan(5);
  }
});

test("after a block, the count starts again once 15 minutes pass without a failure", () => {
  const blocked: Failures = { count: 9, windowStart: start, blockedUntil: minutesAfterStart(20) };
  expect(addFailure(blocked, 5, minutesAfterStart(34)).count).toBe(10);
  expect(addFailure(blocked, 5, minutesAfterStart(35))).toEqual({
    count: 1,
    windowStart: minutesAfterStart(35),
    blockedUntil: null,
  });
});
