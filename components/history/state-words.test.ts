import { expect, test } from "vitest";
import { stateWords } from "./state-words";

const next = { kind: "next", number: 2, at: null, sending: false, resent: false } as const;

test("a retry says that a resend did not replace it", () => {
  expect(stateWords(next)).toBeNull();
  expect(stateWords({ ...next, resent: true })).toContain("it stays scheduled");
  expect(stateWords({ ...next, sending: true, resent: true })).toBe("Waiting for the response.");
});

test("what is held says why, and what ends it", () => {
  expect(stateWords({ kind: "rest", state: "held", reason: "The webhook is Disabled." })).toContain(
    "The webhook is Disabled. This waits",
  );
  expect(stateWords({ kind: "rest", state: "held", reason: null })).toContain("Paused");
  expect(stateWords({ kind: "rest", state: "discarded", reason: "The webhook was deleted." })).toBe(
    "The webhook was deleted.",
  );
});
