import { expect, test } from "vitest";
import { makeSampleAttempt, makeSampleDelivery } from "@/testing/history-samples";
import { listResendWarnings, previewResend } from "./resend-preview";

const now = Date.parse("2026-11-21T09:00:00.000Z");
const listWarnings = (delivery: Parameters<typeof makeSampleDelivery>[0]) =>
  listResendWarnings(previewResend(makeSampleDelivery(delivery)), now);

test("a failed delivery is resent without a warning", () => {
  expect(listWarnings({ state: "failed", attempts: [makeSampleAttempt({ number: 1 })] })).toEqual([]);
});

test("warns when the receiver already has the webhook", () => {
  const attempts = [makeSampleAttempt({ number: 1, outcome: "succeeded" })];
  expect(listWarnings({ state: "succeeded", attempts })[0]).toContain("already has this webhook");
});

test("warns about a retry that is due soon, but not about a later one", () => {
  const pending = {
    state: "pending" as const,
    attemptCount: 1,
    attempts: [makeSampleAttempt({ number: 1 })],
  };
  expect(listWarnings({ ...pending, nextAttemptAt: "2026-11-21T09:04:00.000Z" })[0]).toContain("attempt 2");
  expect(listWarnings({ ...pending, nextAttemptAt: "2026-11-21T10:00:00.000Z" })).toEqual([]);
});

test("warns while an attempt is in progress, and still shows the last completed attempt", () => {
  const attempts = [
    makeSampleAttempt({ id: "m", manual: true, outcome: null, requestedAt: "2026-11-21T08:59:59.000Z" }),
    makeSampleAttempt({ id: "1", number: 1, startedAt: "2026-11-21T08:00:00.000Z" }),
  ];
  const preview = previewResend(makeSampleDelivery({ state: "failed", attempts }));
  expect(preview.last).toEqual({ outcome: "failed", response: "500", at: "2026-11-21T08:00:00.000Z" });
  expect(listResendWarnings(preview, now)).toEqual(["Another attempt for this delivery is in progress."]);
});

test("warns that the resend of a waiting delivery is sent outside the order", () => {
  const waitsFor = "01990000-0000-7000-8000-00000000000a";
  expect(listWarnings({ state: "pending", waitsFor })).toEqual([
    "This delivery waits for an earlier one. A resend is sent at once, outside the order.",
  ]);
});

test("says that the webhook is Paused, and that a resend is sent anyway", () => {
  const attempts = [makeSampleAttempt({ number: 1 })];
  expect(listWarnings({ state: "failed", webhookState: "paused", attempts })).toEqual([
    "The webhook is Paused. A resend is sent anyway; the webhook stays Paused, and its other deliveries stay held.",
  ]);
  expect(listWarnings({ state: "failed", webhookState: "disabled", attempts })).toEqual([]);
});
