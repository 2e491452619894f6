import { expect, test } from "vitest";
import { formatUnmappedCount, summarizeWaiting } from "./format-counts";

test("the count of unmapped messages says that it ends at 1,000", () => {
  expect(formatUnmappedCount(999)).toBe("999");
  expect(formatUnmappedCount(1_000)).toBe("1,000 or more");
});

test.each([
  [0, "No message is waiting."],
  [1, "1 message is waiting to become an event."],
  [1_200, "1,200 messages are waiting to become events."],
])("%i waiting messages are summarized as %j", (count, summary) => {
  expect(summarizeWaiting(count)).toBe(summary);
});
