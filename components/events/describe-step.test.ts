import { expect, test } from "vitest";
import { describeAttempt, describeSkip, formatDeliveryCounts, isSkipError } from "./describe-step";

test("describes why a webhook was skipped, even for an unknown reason", () => {
  expect(describeSkip({ reason: "disabled", detail: null })).toBe("The webhook was disabled.");
  expect(describeSkip({ reason: "condition_error", detail: "No such key: amount\n> 1 | data.amount" })).toBe(
    "The condition could not be evaluated. No such key: amount",
  );
  expect(describeSkip({ reason: "not_allowed", detail: null })).toBe("Not allowed.");
});

test.each([
  ["disabled", false],
  ["condition_false", false],
  ["condition_error", true],
  ["template_error", true],
])("the skip reason %s is an error: %s", (reason, isError) => {
  expect(isSkipError({ reason })).toBe(isError);
});

test("describes the outcome of an attempt", () => {
  const attempt = { outcome: "succeeded", responseCode: 200, error: null, durationMs: 1_234 } as const;
  expect(describeAttempt(attempt)).toBe("Response 200 in 1,234 ms.");
  expect(describeAttempt({ ...attempt, outcome: null, responseCode: null })).toBe(
    "Waiting for the response.",
  );
  const error = { code: "timeout", message: "No response within 15 s." };
  expect(describeAttempt({ outcome: "failed", responseCode: null, error, durationMs: 15_000 })).toBe(
    error.message,
  );
  expect(describeAttempt({ outcome: "failed", responseCode: 500, error, durationMs: null })).toBe(
    `Response 500. ${error.message}`,
  );
  expect(describeAttempt({ outcome: "unknown", responseCode: null, error: null, durationMs: null })).toBe(
    "The outcome is unknown.",
  );
});

test("formats an event's delivery counts by state", () => {
  const none = { total: 0, pending: 0, succeeded: 0, failed: 0, held: 0, discarded: 0 };
  expect(formatDeliveryCounts(none)).toBe("None");
  expect(formatDeliveryCounts({ ...none, total: 3, succeeded: 2, held: 1 })).toBe("3: 2 delivered, 1 held");
});
