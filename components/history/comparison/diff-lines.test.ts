import { expect, test } from "vitest";
import { type DiffPart, diffLines } from "./diff-lines";

const diff = (left: string, right: string) => diffLines([...left], [...right]);
const format = (parts: DiffPart[]) =>
  parts.map(({ kind, lines }) => ({ same: "=", left: "-", right: "+" })[kind] + lines.join("")).join(" ");
const read = (parts: DiffPart[], side: "left" | "right") =>
  parts.flatMap(({ kind, lines }) => (kind === "same" || kind === side ? lines : []));

test.each([
  ["", "", ""],
  ["abc", "abc", "=abc"],
  ["", "ab", "+ab"],
  ["ab", "", "-ab"],
  ["abc", "axc", "=a -b +x =c"],
  ["abcd", "bcde", "-a =bcd +e"],
  ["aa", "aaa", "=aa +a"],
  ["abcabba", "cbabac", "-ab =c +b =ab -b =a +c"],
])("%j to %j is %j", (left, right, expected) => {
  expect(format(diff(left, right))).toBe(expected);
});

test("both texts can be read from the parts, and no shorter edit exists", () => {
  // All pairs of texts of up to four letters from an alphabet of two, compared with the longest common subsequence.
  const texts = Array.from({ length: 31 }, (_, index) => (index + 1).toString(2).slice(1));
  for (const left of texts) {
    for (const right of texts) {
      const parts = diff(left, right);
      expect(read(parts, "left").join("")).toBe(left);
      expect(read(parts, "right").join("")).toBe(right);
      const common = parts.filter(({ kind }) => kind === "same").flatMap(({ lines }) => lines).length;
      expect(common, `${left} and ${right}`).toBe(measureLongestCommon(left, right));
    }
  }
});

function measureLongestCommon(left: string, right: string): number {
  if (left === "" || right === "") return 0;
  if (left[0] === right[0]) return 1 + measureLongestCommon(left.slice(1), right.slice(1));
  return Math.max(measureLongestCommon(left.slice(1), right), measureLongestCommon(left, right.slice(1)));
}

test("texts with more than 500 different lines are shown one after the other, between the lines that they share", () => {
  const makeLines = (prefix: string) => Array.from({ length: 300 }, (_, index) => `${prefix}${index}`);
  const parts = diffLines(["{", ...makeLines("a"), "}"], ["{", ...makeLines("b"), "}"]);
  expect(parts.map(({ kind, lines }) => [kind, lines.length])).toEqual([
    ["same", 1],
    ["left", 300],
    ["right", 300],
    ["same", 1],
  ]);
});
