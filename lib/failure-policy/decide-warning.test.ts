import { expect, test } from "vitest";
import { canWarn, decideWarning, type LastNotification } from "./decide-warning";

const now = Date.parse("2026-11-29T12:00:00Z");
const hourMs = 3_600_000;
const none: LastNotification = { warning: null, at: null };

test("the first failure gives the first warning, or the second one if it already reaches half of the limit", () => {
  expect(decideWarning("below", none, now, now)).toBe("webhook_failing");
  expect(decideWarning("half", none, now, now)).toBe("webhook_half_failed");
});

test("each warning is due once while the webhook is failing", () => {
  const at = now - hourMs;
  const failing: LastNotification = { warning: "webhook_failing", at };
  expect(decideWarning("below", failing, at, now)).toBeNull();
  expect(decideWarning("half", failing, at, now)).toBe("webhook_half_failed");
  const half: LastNotification = { warning: "webhook_half_failed", at };
  expect(decideWarning("half", half, at, now)).toBeNull();
  expect(decideWarning("below", half, at, now)).toBeNull();
});

test("when the webhook starts to fail again later, both warnings are due again", () => {
  const half: LastNotification = { warning: "webhook_half_failed", at: now - 3 * hourMs };
  expect(decideWarning("below", half, now - 2 * hourMs, now)).toBe("webhook_failing");
  expect(decideWarning("half", half, now - 2 * hourMs, now)).toBe("webhook_half_failed");
});

test("no warning is due within an hour of the last warning or the last notification of a pause", () => {
  for (const warning of ["webhook_failing", null] as const) {
    const early: LastNotification = { warning, at: now - hourMs + 1 };
    expect(canWarn(early, now)).toBe(false);
    expect(decideWarning("half", early, early.at ?? 0, now)).toBeNull();
  }
  const paused: LastNotification = { warning: null, at: now - hourMs };
  expect(decideWarning("below", paused, now - hourMs + 1, now)).toBe("webhook_failing");
});
