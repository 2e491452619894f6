import { expect, test } from "vitest";
import { selectRange } from "./select-range";

const ids = ["a", "b", "c", "d", "e"];

test.each([
  ["a click selects one", ["e"], { id: "b", anchor: null, checked: true }, ["b", "e"]],
  [
    "Shift selects from the last clicked row down to this row",
    ["b"],
    { id: "d", anchor: "b", checked: true },
    ["b", "c", "d"],
  ],
  ["Shift selects up to this row", ["d"], { id: "b", anchor: "d", checked: true }, ["b", "c", "d"]],
  ["Shift clears a range", ids, { id: "d", anchor: "c", checked: false }, ["a", "b", "e"]],
  ["an anchor that left the page is ignored", ["x"], { id: "b", anchor: "x", checked: true }, ["b", "x"]],
])("%s", (_, selected, click, expected) => {
  expect([...selectRange(new Set(selected), { ids, ...click })].sort()).toEqual(expected);
});
