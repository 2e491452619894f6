import { expect, test } from "vitest";
import { addSample, estimateSecondsLeft } from "./time-left-estimate";

test("the time left is estimated from the rate at first, and then from the speed of the last 30 s", () => {
  let samples = addSample([], { at: 0, done: 0 });
  expect(estimateSecondsLeft(500, 50, samples)).toBe(10);
  samples = addSample(samples, { at: 2_000, done: 10 });
  expect(estimateSecondsLeft(490, 50, samples)).toBe(10);
  samples = addSample(samples, { at: 10_000, done: 50 });
  expect(estimateSecondsLeft(450, 50, samples)).toBe(90);
  samples = addSample(samples, { at: 39_000, done: 340 });
  expect(estimateSecondsLeft(160, 50, samples)).toBe(16);
});

test("when progress goes back, earlier samples are dropped", () => {
  const samples = addSample([{ at: 0, done: 400 }], { at: 5_000, done: 20 });
  expect(samples).toEqual([{ at: 5_000, done: 20 }]);
});
