import { expect, test } from "vitest";
import { blockedUntil, countTry, type Tries } from "./throttle-rule";

const start = new Date("2026-03-02T09:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const none: Tries = { failures: 0, windowStart: start, blockedUntil: null };

test("the fifth failure within 15 minutes blocks for a minute", () => {
  let tries = none;
  for (let minute = 0; minute < 4; minute++) {
    tries = countTry(tries, 5, after(minute));
    expect(blockedUntil(tries, after(minute))).toBeNull();
  }
  tries = countTry(tries, 5, after(4));
  expect(blockedUntil(tries, after(4))).toEqual(after(5));
  expect(blockedUntil(tries, after(5))).toBeNull();
});

test("each failure after a block doubles the wait, up to 15 minutes", () => {
  let tries: Tries = { failures: 4, windowStart: start, blockedUntil: null };
  let now = start;
  const waits: number[] = [];
  for (let round = 0; round < 7; round++) {
    tries = countTry(tries, 5, now);
    const until = tries.blockedUntil ?? now;
    waits.push((until.getTime() - now.getTime()) / 60_000);
    now = until;
  }
  expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15]);
});

test("failures spread over more than the window do not add up", () => {
  let tries = none;
  for (let minute = 0; minute < 100; minute += 4) {
    tries = countTry(tries, 5, after(minute));
    expect(tries.failures).toBeLessThan(5);
  }
});

test("15 quiet minutes after a block forget it", () => {
  const blocked: Tries = { failures: 9, windowStart: start, blockedUntil: after(20) };
  expect(countTry(blocked, 5, after(34)).failures).toBe(10);
  expect(countTry(blocked, 5, after(35))).toEqual({
    failures: 1,
    windowStart: after(35),
    blockedUntil: null,
  });
});
