import { expect, test } from "vitest";
import { makeSampleAttempt, makeSampleDelivery } from "@/testing/history-samples";
import { describeProgress, findNextChange, nextPollDelay } from "./poll-delay";

const now = Date.parse("2026-11-21T09:00:00.000Z");
const inSeconds = (seconds: number) => new Date(now + seconds * 1_000).toISOString();

test("polling stops when nothing can change", () => {
  const finishedOrHeld = [
    makeSampleDelivery({ state: "succeeded" }),
    makeSampleDelivery({ state: "failed" }),
    makeSampleDelivery({ state: "held" }),
  ];
  expect(findNextChange(finishedOrHeld)).toBeNull();
  expect(nextPollDelay(null, now, 0)).toBeNull();
});

test("polls every second while an attempt is in progress or a resend is queued", () => {
  expect(findNextChange([makeSampleDelivery({ state: "delivering" })])).toEqual({ busy: true });
  const resent = makeSampleDelivery({
    state: "failed",
    attempts: [makeSampleAttempt({ manual: true, outcome: null })],
  });
  expect(findNextChange([resent])).toEqual({ busy: true });
  expect(nextPollDelay({ busy: true }, now, 0)).toBe(1_000);
});

test("polls slowly while the earliest retry is far away, and faster as that retry approaches", () => {
  const nextChange = findNextChange([
    makeSampleDelivery({ state: "pending", nextAttemptAt: inSeconds(3_600) }),
    makeSampleDelivery({ state: "pending", nextAttemptAt: inSeconds(8) }),
  ]);
  expect(nextChange).toEqual({ busy: false, at: inSeconds(8) });
  expect(nextPollDelay(nextChange, now, 0)).toBe(4_000);
  expect(nextPollDelay(nextChange, now + 9_000, 0)).toBe(1_000);
  expect(nextPollDelay({ busy: false, at: inSeconds(3_600) }, now, 0)).toBe(10_000);
});

test("a page that has not changed for a minute is polled slowly", () => {
  expect(nextPollDelay({ busy: true }, now, 61_000)).toBe(10_000);
});

test("describes the progress", () => {
  const pending = makeSampleDelivery({ state: "pending" });
  expect(describeProgress([makeSampleDelivery({ state: "delivering" }), pending, pending])).toBe(
    "1 in progress, 2 waiting for the next attempt.",
  );
  expect(describeProgress([makeSampleDelivery({ state: "held" })])).toBe("Nothing in progress.");
});
