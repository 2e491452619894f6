import { expect, test } from "vitest";
import { compareHeaders, compareTexts, compareTimes } from "./compare-values";

test.each([
  ["POST", "POST", "same"],
  ["POST", "PUT", "different"],
  [null, null, "same"],
  ["a", null, "different"],
  // The page does not know what is behind a mask.
  ["********", "********", "masked"],
  ["********", "plain", "masked"],
  ["********", null, "different"],
  ["https://a.example/?code=******", "https://a.example/?code=******", "masked"],
  ["https://a.example/?code=******", "https://b.example/?code=******", "different"],
])("%j and %j are %s", (other, current, verdict) => {
  expect(compareTexts({ other, current })).toBe(verdict);
});

test("headers are paired by name, ignoring case, and sorted", () => {
  const rows = compareHeaders({
    other: { "X-B": "1", "Content-Type": "application/json" },
    current: { "content-type": "text/plain", "x-b": "1", "X-A": "new" },
  });
  expect(rows.map(({ name, values, verdict }) => [name, values.other, values.current, verdict])).toEqual([
    ["content-type", "application/json", "text/plain", "different"],
    ["x-a", null, "new", "different"],
    ["x-b", "1", "1", "same"],
  ]);
  expect(compareHeaders({ other: null, current: null })).toEqual([]);
});

test("times that differ by 100 ms or more are different; a phase that one attempt did not have took no time", () => {
  const attempt = (durationMs: number, timing: Record<string, number>) =>
    ({ durationMs, timing, responseCode: 200 }) as unknown as Parameters<typeof compareTimes>[0]["other"];
  const rows = compareTimes({
    other: attempt(1_150, { dnsMs: 3, firstByteMs: 1_147 }),
    current: attempt(120, { firstByteMs: 101, connectMs: 19 }),
  });
  expect(
    rows.map(({ name, values, verdict, change }) => [name, values.other, values.current, verdict, change]),
  ).toEqual([
    ["Response time", "1,150 ms", "120 ms", "different", "−1,030 ms"],
    ["DNS", "3 ms", null, "same", "−3 ms"],
    ["Connect", null, "19 ms", "same", "+19 ms"],
    ["First byte", "1,147 ms", "101 ms", "different", "−1,046 ms"],
  ]);
});
