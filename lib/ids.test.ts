import { expect, test } from "vitest";
import { buildIdFloor, idAfter, newId, parseId } from "./ids";

test("buildIdFloor separates the IDs created before a time from those created at or after it", () => {
  const noon = new Date("2026-11-21T12:00:00.000Z");
  const later = new Date(noon.getTime() + 1);
  expect(buildIdFloor(noon) <= newId(noon)).toBe(true);
  expect(newId(noon) < buildIdFloor(later)).toBe(true);
});

test("the next greater ID is one more, and carries over into the groups before the last", () => {
  expect(idAfter("019a1fbd-8ef2-7702-8ffd-fd2e0ab0e67b")).toBe("019a1fbd-8ef2-7702-8ffd-fd2e0ab0e67c");
  expect(idAfter("009a1fbd-8ef2-7702-8ffd-ffffffffffff")).toBe("009a1fbd-8ef2-7702-8ffe-000000000000");
});

test("an ID is parsed to lower case, as the ledger writes it", () => {
  const id = newId();
  expect(parseId(id)).toBe(id);
  expect(parseId(id.toUpperCase())).toBe(id);
});

test.each(["", "x", "01a1fbd5-8ef2-7702-8ffd", "01a1fbd5-8ef2-7702-8ffd-fd2e0ab0e67b'"])(
  "%j is not an ID",
  (text) => {
    expect(parseId(text)).toBeNull();
  },
);
