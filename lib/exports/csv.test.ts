import { expect, test } from "vitest";
import { formatCsvRow } from "./csv";

test.each([
  ["plain", "plain"],
  ["a,b", '"a,b"'],
  ['say "x"\nnow', '"say ""x""\nnow"'],
  ["=1+1", `"'=1+1"`],
  ["+1", `"'+1"`],
  ["-1", `"'-1"`],
  ["@x", `"'@x"`],
  ["\tx", `"'\tx"`],
  ["\rx", `"'\rx"`],
  ["a=1", "a=1"],
  ["", ""],
])("the CSV cell %j is written as %j", (cell, written) => {
  expect(formatCsvRow([cell, "z"])).toBe(`${written},z\r\n`);
});
