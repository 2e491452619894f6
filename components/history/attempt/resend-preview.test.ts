import { expect, test } from "vitest";
import { sampleAttempt, sampleDelivery } from "@/testing/history-samples";
import { listResendWarnings, previewResend } from "./resend-preview";

const now = Date.parse("2026-11-21T09:00:00.000Z");
const warningsFor = (delivery: Parameters<typeof sampleDelivery>[0]) =>
  listResendWarnings(previewResend(sampleDelivery(delivery)), now);

test("a failed delivery is resent without a warning", () => {
  expect(warningsFor({ state: "failed", attempts: [sampleAttempt({ number: 1 })] })).toEqual([]);
});

test("warns when the receiver already has the webhook", () => {
  const attempts = [sampleAttempt({ number: 1, outcome: "succeeded" })];
  expect(warningsFor({ state: "succeeded", attempts })[0]).toContain("already has this webhook");
});

test("warns about a retry that is due soon, but not about a later one", () => {
  const pending = { state: "pending" as const, attemptCount: 1, attempts: [sampleAttempt({ number: 1 })] };
  expect(warningsFor({ ...pending, nextAttemptAt: "2026-11-21T09:04:00.000Z" })[0]).toContain("attempt 2");
  expect(warningsFor({ ...pending, nextAttemptAt: "2026-11-21T10:00:00.000Z" })).toEqual([]);
});

test("warns while an attempt is in progress, and still shows the last completed attempt", () => {
  const attempts = [
    sampleAttempt({ id: "m", manual: true, outcome: null, requestedAt: "2026-11-21T08:59:59.000Z" }),
    sampleAttempt({ id: "1", number: 1, startedAt: "2026-11-21T08:00:00.000Z" }),
  ];
  const facts = previewResend(sampleDelivery({ state: "failed", attempts }));
  expect(facts.last).toEqual({ outcome: "failed", response: "500", at: "2026-11-21T08:00:00.000Z" });
  expect(listResendWarnings(facts, now)).toEqual(["Another attempt for this delivery is in progress."]);
});
