import { expect, test } from "vitest";
import { idFloor, isId, newId } from "./ids";

test("IDs of later times sort later, and the floor of a time sorts below all of its IDs", () => {
  const noon = new Date("2026-11-21T12:00:00.000Z");
  const later = new Date(noon.getTime() + 1);
  expect(idFloor(noon) <= newId(noon)).toBe(true);
  expect(newId(noon) < idFloor(later)).toBe(true);
  expect(isId(newId())).toBe(true);
});

test.each(["", "x", "01a1fbd5-8ef2-7702-8ffd", "01a1fbd5-8ef2-7702-8ffd-fd2e0ab0e67b'"])(
  "%j is no id",
  (text) => {
    expect(isId(text)).toBe(false);
  },
);
