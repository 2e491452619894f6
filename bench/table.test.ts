import { expect, test } from "vitest";
import { median, percentile, ratio, summarize } from "./statistics";
import { formatTable, replaceBetweenMarkers } from "./table";

test("the nth percentile is the smallest value with at least n% of the values at or below it", () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(percentile(values, 0.5)).toBe(100);
  expect(percentile(values, 0.99)).toBe(198);
  expect(percentile([7], 0.01)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test("the median of an even number of values is the mean of the two in the middle", () => {
  expect(median([9])).toBe(9);
  expect(median([30, 1, 2])).toBe(2);
  expect(median([4, 1, 100, 2])).toBe(3);
});

test("runs that could not measure a figure do not count in its spread", () => {
  expect(summarize([3, undefined, 1])).toEqual({ median: 2, min: 1, max: 3, runs: 2 });
  expect(summarize([undefined])).toBeUndefined();
});

test("there is no ratio if either value is missing or the second one is 0", () => {
  expect(ratio(3, 2)).toBe(1.5);
  expect(ratio(3, 0)).toBeUndefined();
  expect(ratio(undefined, 2)).toBeUndefined();
  expect(ratio(2, undefined)).toBeUndefined();
});

const fastSpread = { median: 2_669.4, min: 2_501, max: 2_700, runs: 3 };
const slowSpread = { median: 1_234, min: 1_234, max: 1_234, runs: 1 };

test("a table of one build has medians and ranges; a figure that was not measured is a dash", () => {
  const rows = [
    { title: "Drain", unit: "deliveries/s", spreads: [fastSpread] },
    { title: "CPU", unit: "ms", spreads: [undefined] },
  ];
  expect(formatTable(rows, ["abc1234"])).toBe(
    [
      "| measure | unit         | median |     min to max |",
      "| ------- | ------------ | -----: | -------------: |",
      "| Drain   | deliveries/s |  2,670 | 2,500 to 2,700 |",
      "| CPU     | ms           |      - |              - |",
    ].join("\n"),
  );
});

test("a table of two builds has a column with the ratio of their medians", () => {
  const table = formatTable(
    [{ title: "Drain", unit: "deliveries/s", spreads: [fastSpread, slowSpread] }],
    ["new", "old"],
  );
  expect(table.split("\n")[0]).toBe(
    "| measure | unit         |   new |     min to max |   old | min to max | new / old |",
  );
  expect(table.split("\n")[2]).toBe(
    "| Drain   | deliveries/s | 2,670 | 2,500 to 2,700 | 1,230 |          - |      2.16 |",
  );
});

test("replacing the table between the markers is idempotent and changes nothing else", () => {
  const document = "before\n<!-- bench: begin -->\n<!-- bench: end -->\nafter $&\n";
  const once = replaceBetweenMarkers(document, "$1 a table");
  expect(once).toBe("before\n<!-- bench: begin -->\n\n$1 a table\n\n<!-- bench: end -->\nafter $&\n");
  expect(replaceBetweenMarkers(once, "$1 a table")).toBe(once);
  expect(() => replaceBetweenMarkers("no markers", "a table")).toThrow("the document has no");
});
