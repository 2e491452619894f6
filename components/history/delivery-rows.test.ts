import { expect, test } from "vitest";
import { makeSampleAttempt, makeSampleDelivery } from "@/testing/history-samples";
import { describeState, findExpandedAttempt, toDeliveryRows } from "./delivery-rows";

const firstAttempt = makeSampleAttempt({ id: "a1", number: 1, startedAt: "2026-11-21T09:00:00.000Z" });
const manualAttempt = makeSampleAttempt({
  id: "a0",
  manual: true,
  requestedAt: "2026-11-21T09:01:00.000Z",
  startedAt: "2026-11-21T09:01:01.000Z",
  outcome: "succeeded",
});

test("a delivery without an attempt has one row", () => {
  const rows = toDeliveryRows(
    makeSampleDelivery({ state: "pending", nextAttemptAt: "2026-11-21T09:00:00.000Z" }),
  );
  expect(rows).toEqual([
    {
      kind: "next",
      number: 1,
      at: "2026-11-21T09:00:00.000Z",
      sending: false,
      resent: false,
      waitsFor: null,
    },
  ]);
});

test("the row of a scheduled retry stays above the row of a resend, and says that there was a resend", () => {
  const nextAttemptAt = "2026-11-21T09:05:00.000Z";
  const rows = toDeliveryRows(
    makeSampleDelivery({
      state: "pending",
      attemptCount: 1,
      nextAttemptAt,
      attempts: [firstAttempt, manualAttempt],
    }),
  );
  expect(rows[0]).toEqual({
    kind: "next",
    number: 2,
    at: nextAttemptAt,
    sending: false,
    resent: true,
    waitsFor: null,
  });
  expect(rows.slice(1).map((row) => row.kind === "attempt" && row.attempt.id)).toEqual(["a0", "a1"]);
});

test("a failed attempt has a sentence that says why it failed, unless the row above says the same", () => {
  const makeFailed = (minute: number, cause: string) =>
    makeSampleAttempt({
      id: `a${minute}`,
      number: minute,
      startedAt: `2026-11-21T09:0${minute}:00.000Z`,
      error: { code: "any", message: cause, cause, nextAction: null },
    });
  const attempts = [makeFailed(1, "Refused."), makeFailed(2, "Timed out."), makeFailed(3, "Timed out.")];
  const rows = toDeliveryRows(makeSampleDelivery({ state: "failed", attemptCount: 3, attempts }));
  expect(rows.map((row) => row.kind === "attempt" && [row.attempt.id, row.sentence])).toEqual([
    ["a3", "Timed out."],
    ["a2", null],
    ["a1", "Refused."],
  ]);
});

test("an attempt in progress has the number under which it was claimed", () => {
  const [row] = toDeliveryRows(
    makeSampleDelivery({ state: "delivering", attemptCount: 2, attempts: [firstAttempt] }),
  );
  expect(row).toMatchObject({ kind: "next", number: 2, sending: true, at: null });
});

test("the last numbered attempt of a failed delivery is its final failure", () => {
  const second = makeSampleAttempt({ id: "a2", number: 2, startedAt: "2026-11-21T09:00:30.000Z" });
  const rows = toDeliveryRows(
    makeSampleDelivery({ state: "failed", attemptCount: 2, attempts: [manualAttempt, second, firstAttempt] }),
  );
  expect(rows.map((row) => row.kind === "attempt" && row.isFinalFailure)).toEqual([false, true, false]);
});

test("the row of a held delivery gives the reason", () => {
  expect(
    toDeliveryRows(makeSampleDelivery({ state: "held", stateReason: "The webhook is paused." })),
  ).toEqual([{ kind: "stopped", state: "held", reason: "The webhook is paused." }]);
});

test("an attempt ID opens that attempt; a trace ID opens the newest attempt", () => {
  const delivery = makeSampleDelivery({
    traceId: "t",
    state: "succeeded",
    attempts: [firstAttempt, manualAttempt],
  });
  expect(findExpandedAttempt(delivery, "a1")).toBe(firstAttempt);
  expect(findExpandedAttempt(delivery, "t")).toBe(manualAttempt);
  expect(findExpandedAttempt(delivery, "other")).toBeNull();
  expect(findExpandedAttempt(delivery, undefined)).toBeNull();
});

const nextAttemptRow = {
  kind: "next",
  number: 2,
  at: null,
  sending: false,
  resent: false,
  waitsFor: null,
} as const;

test("a retry's description says that the retry stays scheduled after a resend", () => {
  expect(describeState(nextAttemptRow)).toBeNull();
  expect(describeState({ ...nextAttemptRow, resent: true })).toContain("stays scheduled");
  expect(describeState({ ...nextAttemptRow, sending: true, resent: true })).toBe("Waiting for the response.");
});

test("the description of a held or discarded delivery gives its reason, and the next action if there is one", () => {
  expect(describeState({ kind: "stopped", state: "held", reason: "The webhook is disabled." })).toContain(
    "The webhook is disabled. Enable the webhook",
  );
  expect(describeState({ kind: "stopped", state: "held", reason: null })).toContain("The webhook is paused");
  expect(describeState({ kind: "stopped", state: "discarded", reason: "The webhook was deleted." })).toBe(
    "The webhook was deleted.",
  );
});

test("the description of a delivery that waits in order names the delivery that it waits for", () => {
  const waitsFor = "01990000-0000-7000-8000-000000abcdef";
  const [row] = toDeliveryRows(makeSampleDelivery({ state: "pending", waitsFor }));
  expect(row?.kind === "next" && describeState(row)).toBe(
    "Waits for the earlier delivery …abcdef for the same entity.",
  );
});
