import { expect, test } from "vitest";
import { describeState } from "./describe-state";

const next = { kind: "next", number: 2, at: null, sending: false, resent: false } as const;

test("a retry says that a resend did not replace it", () => {
  expect(describeState(next)).toBeNull();
  expect(describeState({ ...next, resent: true })).toContain("it stays scheduled");
  expect(describeState({ ...next, sending: true, resent: true })).toBe("Waiting for the response.");
});

test("what is held says why, and what ends it", () => {
  expect(describeState({ kind: "rest", state: "held", reason: "The webhook is Disabled." })).toContain(
    "The webhook is Disabled. This waits",
  );
  expect(describeState({ kind: "rest", state: "held", reason: null })).toContain("Paused");
  expect(describeState({ kind: "rest", state: "discarded", reason: "The webhook was deleted." })).toBe(
    "The webhook was deleted.",
  );
});
