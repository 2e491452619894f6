import { expect, test } from "vitest";
import { mergeRanges } from "./merge-ranges";

const merge = (...ranges: [first: number, last: number][]) =>
  mergeRanges(ranges.map(([first, last]) => ({ first, last }))).map(({ first, last }) => [first, last]);

test("ranges that overlap, repeat or follow one another are merged into one, in any order", () => {
  expect(merge([7, 7], [1, 3], [2, 5], [6, 6], [1, 3])).toEqual([[1, 7]]);
  expect(merge([1, 100], [20, 30], [90, 101])).toEqual([[1, 101]]);
});

test("ranges with a gap between them are not merged, but sorted", () => {
  expect(merge([100, 200], [9, 9], [11, 20])).toEqual([
    [9, 9],
    [11, 20],
    [100, 200],
  ]);
  expect(merge()).toEqual([]);
});
