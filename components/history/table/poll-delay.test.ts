import { expect, test } from "vitest";
import { sampleAttempt, sampleDelivery } from "@/testing/history-samples";
import { describeProgress, findNextChange, nextPollDelay } from "./poll-delay";

const now = Date.parse("2026-11-21T09:00:00.000Z");
const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString();

test("polling stops when nothing can change", () => {
  const shown = [
    sampleDelivery({ state: "succeeded" }),
    sampleDelivery({ state: "failed" }),
    sampleDelivery({ state: "held" }),
  ];
  expect(findNextChange(shown)).toBeNull();
  expect(nextPollDelay(null, now, 0)).toBeNull();
});

test("polls every second while an attempt is in progress or a resend is queued", () => {
  expect(findNextChange([sampleDelivery({ state: "delivering" })])).toEqual({ busy: true });
  const resent = sampleDelivery({
    state: "failed",
    attempts: [sampleAttempt({ manual: true, outcome: null })],
  });
  expect(findNextChange([resent])).toEqual({ busy: true });
  expect(nextPollDelay({ busy: true }, now, 0)).toBe(1_000);
});

test("polls slowly while the earliest retry is far away, and faster as that retry approaches", () => {
  const awaited = findNextChange([
    sampleDelivery({ state: "pending", nextAttemptAt: at(3_600) }),
    sampleDelivery({ state: "pending", nextAttemptAt: at(8) }),
  ]);
  expect(awaited).toEqual({ busy: false, at: at(8) });
  expect(nextPollDelay(awaited, now, 0)).toBe(4_000);
  expect(nextPollDelay(awaited, now + 9_000, 0)).toBe(1_000);
  expect(nextPollDelay({ busy: false, at: at(3_600) }, now, 0)).toBe(10_000);
});

test("a page that has not changed for a minute is polled slowly", () => {
  expect(nextPollDelay({ busy: true }, now, 61_000)).toBe(10_000);
});

test("describes the progress", () => {
  const pending = sampleDelivery({ state: "pending" });
  expect(describeProgress([sampleDelivery({ state: "delivering" }), pending, pending])).toBe(
    "1 in progress, 2 waiting for the next attempt.",
  );
  expect(describeProgress([sampleDelivery({ state: "held" })])).toBe("Nothing in progress.");
});
