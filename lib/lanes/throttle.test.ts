import { expect, test } from "vitest";
import { getPortion } from "./throttle";

test.each([
  [1, 1],
  [10, 1],
  [19, 1],
  [20, 2],
  [255, 25],
  [1_000, 100],
])("a throttle of %i per second starts %i requests at once", (rate, portion) => {
  expect(getPortion(rate)).toBe(portion);
});

test.each([1, 7, 19, 20, 99, 1_000])(
  "with %i per second, no second has more requests than documented, however many are due",
  (rate) => {
    const portion = getPortion(rate);
    const starts: number[] = [];
    // Turns of different sizes, each as early as the throttle allows.
    for (let at = 0, turn = 0; at < 5; turn += 1) {
      const requestCount = turn % 3 === 0 ? 1 : portion;
      starts.push(...Array<number>(requestCount).fill(at));
      at += requestCount / rate;
    }
    const maxPerSecond = Math.max(
      ...starts.map((from) => starts.filter((at) => at >= from && at < from + 1 - 1e-9).length),
    );
    expect(maxPerSecond).toBeLessThanOrEqual(rate + portion - 1);
    expect(maxPerSecond).toBeGreaterThanOrEqual(rate);
  },
);
