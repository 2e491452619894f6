import { expect, test } from "vitest";
import { summarizeTriggers } from "./webhook-row";

const titleByEventType = new Map([
  ["a", "Loan Created"],
  ["b", "Loan Closed"],
]);

test.each([
  [["*"], "All events"],
  [["*", "a"], "All events"],
  [["a"], "Loan Created"],
  [["a", "b"], "Loan Created, Loan Closed"],
  [["a", "b", "c"], "Loan Created, Loan Closed, c"],
  [["a", "b", "c", "d"], "Loan Created, Loan Closed and 2 more"],
])("%j is summarized as %s", (names, text) => {
  expect(summarizeTriggers(names, titleByEventType)).toBe(text);
});
