import { expect, test } from "vitest";
import { awaitedBy, awaitedInWords, nextLook } from "./look-again";
import { aDelivery, anAttempt } from "./samples";

const now = Date.parse("2026-11-21T09:00:00.000Z");
const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString();

test("nothing open: no more looks", () => {
  const shown = [
    aDelivery({ state: "succeeded" }),
    aDelivery({ state: "failed" }),
    aDelivery({ state: "held" }),
  ];
  expect(awaitedBy(shown)).toBeNull();
  expect(nextLook(null, now, 0)).toBeNull();
});

test("a request under way, or a resend that was asked for, is looked after each second", () => {
  expect(awaitedBy([aDelivery({ state: "delivering" })])).toEqual({ busy: true });
  const asked = aDelivery({ state: "failed", attempts: [anAttempt({ manual: true, outcome: null })] });
  expect(awaitedBy([asked])).toEqual({ busy: true });
  expect(nextLook({ busy: true }, now, 0)).toBe(1_000);
});

test("the earliest retry decides; far away it is looked after slowly", () => {
  const awaited = awaitedBy([
    aDelivery({ state: "pending", nextAttemptAt: at(3_600) }),
    aDelivery({ state: "pending", nextAttemptAt: at(8) }),
  ]);
  expect(awaited).toEqual({ busy: false, at: at(8) });
  expect(nextLook(awaited, now, 0)).toBe(4_000);
  expect(nextLook(awaited, now + 9_000, 0)).toBe(1_000);
  expect(nextLook({ busy: false, at: at(3_600) }, now, 0)).toBe(10_000);
});

test("what should have happened long ago is looked after slowly", () => {
  expect(nextLook({ busy: true }, now, 61_000)).toBe(10_000);
});

test("says what it waits for", () => {
  const pending = aDelivery({ state: "pending" });
  expect(awaitedInWords([aDelivery({ state: "delivering" }), pending, pending])).toBe(
    "1 under way, 2 waiting for the next attempt.",
  );
  expect(awaitedInWords([aDelivery({ state: "held" })])).toBe("Nothing under way.");
});
