import { expect, test } from "vitest";
import { buildIdFloor, newId } from "../ids";
import { type IdRange, readOnward } from "./read-onward";

const start = Date.parse("2026-11-01T00:00:00Z");
const hourMs = 3_600_000;
const range = { from: buildIdFloor(new Date(start)), before: buildIdFloor(new Date(start + 24 * hourMs)) };
/** The IDs of two rows in the first hour, one much later, and one at the end, which is outside the range. */
const ids = [0.2, 0.4, 20, 24].map((hours) => newId(new Date(start + hours * hourMs)));

const read = async ({ from, before }: IdRange, limit: number) =>
  ids
    .filter((id) => id >= from && id < before)
    .slice(0, limit)
    .map((id) => ({ id }));

test("rows are read in the order of their IDs, up to the end of the range", async () => {
  const { rows, next } = await readOnward(range, 10, read);
  expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 3));
  expect(next).toBeNull();
});

test("the chunk after a full chunk begins after the last row of the full chunk", async () => {
  const first = await readOnward(range, 2, read);
  expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const second = await readOnward({ ...range, from: first.next ?? "" }, 2, read);
  expect(second.rows.map(({ id }) => id)).toEqual(ids.slice(2, 3));
  expect(second.next).toBeNull();
});

test("when its time is up, readOnward returns the rows read so far and the ID from which to continue", async () => {
  const { rows, next } = await readOnward(range, 10, read, -1);
  expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(next).toBe(buildIdFloor(new Date(start + hourMs)));
});

test("an empty range is read without a query", async () => {
  const never = () => Promise.reject(new Error("queried"));
  expect(await readOnward({ from: range.before, before: range.from }, 10, never)).toEqual({
    rows: [],
    next: null,
  });
});
