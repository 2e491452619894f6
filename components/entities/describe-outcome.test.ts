import { expect, test } from "vitest";
import type { AnswerDelivery } from "@/lib/entities/schema";
import { describeDirection, describeOutcome } from "./describe-outcome";

const now = Date.parse("2026-11-28T21:00:00.000Z");

function buildSentence(fields: Partial<AnswerDelivery>, zone = "UTC"): string {
  const delivery: AnswerDelivery = {
    traceId: "01990000-0000-7000-8000-000000000001",
    eventTitle: "Payment Posted",
    simulated: false,
    webhookName: "Core",
    state: "pending",
    attemptCount: 0,
    lastResponseCode: null,
    nextAttemptAt: null,
    completedAt: null,
    pausedSince: null,
    ...fields,
  };
  return `${describeDirection(delivery)} Core${describeOutcome(delivery, now, zone)}`;
}

test.each<[Partial<AnswerDelivery>, string]>([
  [
    { state: "succeeded", lastResponseCode: 200, completedAt: "2026-11-28T20:55:03.000Z", attemptCount: 1 },
    "delivered to Core (200, 20:55:03)",
  ],
  [
    { state: "succeeded", lastResponseCode: 204, completedAt: "2026-11-27T20:55:03.000Z", attemptCount: 1 },
    "delivered to Core (204, 27 Nov 2026, 20:55 UTC)",
  ],
  [{ state: "held", pausedSince: "2026-11-28T18:04:00.000Z" }, "not delivered to Core, Paused since 18:04"],
  [{ state: "held" }, "not delivered to Core, held"],
  [
    { state: "failed", attemptCount: 6, lastResponseCode: 500 },
    "not delivered to Core, failed permanently after 6 attempts (500)",
  ],
  [{ state: "failed", attemptCount: 1 }, "not delivered to Core, failed permanently after 1 attempt"],
  [
    { state: "failed", attemptCount: 1, pausedSince: "2026-11-28T18:04:00.000Z" },
    "not delivered to Core, failed permanently after 1 attempt; the webhook is Paused since 18:04",
  ],
  [{ state: "pending" }, "not delivered yet to Core"],
  [
    { state: "pending", attemptCount: 2, nextAttemptAt: "2026-11-28T21:10:00.000Z" },
    "not delivered yet to Core, next attempt at 21:10:00",
  ],
  [{ state: "delivering", attemptCount: 1 }, "being sent to Core"],
  [{ state: "discarded" }, "not delivered to Core, discarded"],
])("%o", (fields, text) => {
  expect(buildSentence(fields)).toBe(text);
});

test("whether a time is today depends on the zone", () => {
  const completedAt = "2026-11-28T04:30:00.000Z";
  const delivered = { state: "succeeded", completedAt } as const;
  expect(buildSentence(delivered)).toBe("delivered to Core (04:30:00)");
  expect(buildSentence(delivered, "America/New_York")).toMatch(/27 Nov 2026, 23:30/);
});
