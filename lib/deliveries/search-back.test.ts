import { expect, test } from "vitest";
import { idFloor, newId } from "../ids";
import { type Stretch, searchBack } from "./search-back";

const hour = 3_600_000;
const now = Date.now();
const since = now - 1_000 * hour;

test("goes back in longer and longer stretches that leave nothing out, to the end", async () => {
  const stretches: Stretch[] = [];
  const before = idFloor(new Date(now));
  const found = await searchBack({ before, since, wanted: 10 }, async (stretch) => {
    stretches.push(stretch);
    return [];
  });
  expect(found).toEqual({ rows: [], searchedBackTo: null });
  expect(stretches.slice(0, 3)).toEqual([
    { from: idFloor(new Date(now - hour)), before },
    { from: idFloor(new Date(now - 5 * hour)), before: idFloor(new Date(now - hour)) },
    { from: idFloor(new Date(now - 21 * hour)), before: idFloor(new Date(now - 5 * hour)) },
  ]);
  expect(stretches.at(-1)?.from).toBeNull();
});

test("stops as soon as it has enough, and asks for no more than is missing", async () => {
  const limits: number[] = [];
  const found = await searchBack({ before: null, since, wanted: 5 }, async (_, limit) => {
    limits.push(limit);
    return [1, 2];
  });
  expect(found).toEqual({ rows: [1, 2, 1, 2, 1, 2], searchedBackTo: null });
  expect(limits).toEqual([5, 3, 1]);
});

test("says how far it came when that takes too long", async () => {
  const before = newId(new Date(now));
  const found = await searchBack({ before, since, wanted: 5 }, async () => {
    const began = performance.now();
    while (performance.now() - began < 110) await Promise.resolve();
    return [1];
  });
  expect(found).toEqual({ rows: [1], searchedBackTo: idFloor(new Date(now - hour)) });
});
