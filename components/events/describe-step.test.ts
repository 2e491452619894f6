import { expect, test } from "vitest";
import { describeAttempt, describeSkip, formatDeliveryCounts } from "./describe-step";

test("why a webhook was passed over, also for reasons that are not known yet", () => {
  expect(describeSkip({ reason: "disabled", detail: null })).toBe("It was Disabled.");
  expect(describeSkip({ reason: "condition_error", detail: "No such key: amount\n> 1 | data.amount" })).toBe(
    "Its condition could not be evaluated. No such key: amount",
  );
  expect(describeSkip({ reason: "not_allowed", detail: null })).toBe("Not allowed.");
});

test("what came of an attempt", () => {
  const attempt = { outcome: "succeeded", responseCode: 200, error: null, durationMs: 1_234 } as const;
  expect(describeAttempt(attempt)).toBe("Answered 200 in 1,234 ms.");
  expect(describeAttempt({ ...attempt, outcome: null, responseCode: null })).toBe(
    "Waiting for the response.",
  );
  const error = { code: "timeout", message: "No answer within 15 s." };
  expect(describeAttempt({ outcome: "failed", responseCode: null, error, durationMs: 15_000 })).toBe(
    "No answer within 15 s.",
  );
  expect(describeAttempt({ outcome: "failed", responseCode: 500, error, durationMs: null })).toBe(
    "Answered 500. No answer within 15 s.",
  );
  expect(
    describeAttempt({ outcome: "unknown", responseCode: null, error: null, durationMs: null }),
  ).toContain("not known");
});

test("where the deliveries of an event stand", () => {
  const none = { total: 0, pending: 0, succeeded: 0, failed: 0, held: 0, discarded: 0 };
  expect(formatDeliveryCounts(none)).toBe("None");
  expect(formatDeliveryCounts({ ...none, total: 3, succeeded: 2, held: 1 })).toBe("3: 2 delivered, 1 held");
});
