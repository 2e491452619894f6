import { expect, test } from "vitest";
import { arrangeRows } from "./arrange-rows";

test.each([
  ["nothing changed", "abc", "abc", "abc", 0],
  ["new rows wait", "abc", "edabc", "abc", 2],
  ["the last row made room for a new one", "abc", "dab", "ab", 1],
  ["a resent row stays where it was", "abc", "cab", "abc", 0],
  ["a row that was resent from elsewhere waits", "abc", "xabc", "abc", 1],
  ["a row no longer matches the filter, and an older one follows", "abc", "acd", "acd", 0],
  ["no row is left", "abc", "de", "de", 0],
])("%s", (_what, pinned, current, visible, hiddenCount) => {
  expect(arrangeRows([...pinned], [...current])).toEqual({ visible: [...visible], hiddenCount });
});
