import { expect, test } from "vitest";
import { buildIdFloor, newId } from "../ids";
import { type IdRange, searchBack } from "./search-back";

const hour = 3_600_000;
const now = Date.now();
const since = now - 1_000 * hour;

test("a search goes back in growing ranges without gaps, to the end", async () => {
  const ranges: IdRange[] = [];
  const before = buildIdFloor(new Date(now));
  const searchResult = await searchBack({ before, since, wantedCount: 10 }, async (range) => {
    ranges.push(range);
    return [];
  });
  expect(searchResult).toEqual({ rows: [], searchedBackTo: null });
  expect(ranges.slice(0, 3)).toEqual([
    { from: buildIdFloor(new Date(now - hour)), before },
    { from: buildIdFloor(new Date(now - 5 * hour)), before: buildIdFloor(new Date(now - hour)) },
    { from: buildIdFloor(new Date(now - 21 * hour)), before: buildIdFloor(new Date(now - 5 * hour)) },
  ]);
  expect(ranges.at(-1)?.from).toBeNull();
});

test("a search stops once it has enough rows, and asks each range only for as many rows as are still missing", async () => {
  const limits: number[] = [];
  const found = await searchBack({ before: null, since, wantedCount: 5 }, async (_, limit) => {
    limits.push(limit);
    return [1, 2];
  });
  expect(found).toEqual({ rows: [1, 2, 1, 2, 1, 2], searchedBackTo: null });
  expect(limits).toEqual([5, 3, 1]);
});

test("when the time budget is used up, a search returns the ID down to which it searched", async () => {
  const before = newId(new Date(now));
  const found = await searchBack({ before, since, wantedCount: 5 }, async () => {
    const began = performance.now();
    while (performance.now() - began < 110) await Promise.resolve();
    return [1];
  });
  expect(found).toEqual({ rows: [1], searchedBackTo: buildIdFloor(new Date(now - hour)) });
});
