import { expect, test } from "vitest";
import { arrangeRows } from "./arrange-rows";

test.each([
  ["nothing changed", "abc", "abc", "abc", 0, ""],
  ["new rows wait", "abc", "edabc", "abc", 2, ""],
  ["the last row made room for a new one, and stays", "abc", "dab", "abc", 1, ""],
  ["a resent row stays where it was", "abc", "cab", "abc", 0, ""],
  ["a row that was resent from elsewhere waits", "abc", "xabc", "abc", 1, ""],
  ["a row no longer matches the filter, and stays", "abc", "acd", "abc", 0, "b"],
  ["the last row of a short list no longer matches", "abc", "ab", "abc", 0, "c"],
  ["new rows fill the page", "abc", "def", "abc", 3, ""],
  ["all rows have left the list", "abc", "", "abc", 0, "abc"],
  ["a short list gets an older row", "ab", "abc", "abc", 0, ""],
  ["an empty list gets rows", "", "ab", "ab", 0, ""],
])("%s", (_what, pinned, current, visible, hiddenCount, left) => {
  const arranged = arrangeRows([...pinned], [...current]);
  expect(arranged).toEqual({ visible: [...visible], hiddenCount, left: [...left] });
});
