import { expect, test } from "vitest";
import { decideNextStep } from "./decide-next-step";

const now = new Date("2026-11-21T21:00:00Z");
const makeFailure = (responseCode: number | null, retryAfter?: string) => ({
  succeeded: false,
  responseCode,
  retryAfter,
});
const defaultDelays = [60, 300, 900, 3_600, 14_400];

test("a success ends the delivery", () => {
  const policy = { retryDelays: defaultDelays, failureCount: 0 };
  expect(
    decideNextStep({ succeeded: true, responseCode: 200, retryAfter: undefined }, policy, now, 0),
  ).toEqual({
    kind: "succeeded",
  });
});

test("five retries follow the first attempt, each after its own delay; then the delivery fails", () => {
  const decisions = [0, 1, 2, 3, 4, 5].map((failureCount) =>
    decideNextStep(makeFailure(500), { retryDelays: defaultDelays, failureCount }, now, 0),
  );
  expect(decisions).toEqual([
    { kind: "retry", afterMs: 60_000 },
    { kind: "retry", afterMs: 300_000 },
    { kind: "retry", afterMs: 900_000 },
    { kind: "retry", afterMs: 3_600_000 },
    { kind: "retry", afterMs: 14_400_000 },
    { kind: "failed" },
  ]);
});

test("jitter lengthens a delay by at most a tenth and never shortens it", () => {
  const decideWith = (random: number) =>
    decideNextStep(makeFailure(500), { retryDelays: [10], failureCount: 0 }, now, random);
  expect(decideWith(0)).toEqual({ kind: "retry", afterMs: 10_000 });
  expect(decideWith(0.999999)).toEqual({ kind: "retry", afterMs: 11_000 });
});

test("without retries, the first failed attempt fails the delivery", () => {
  expect(decideNextStep(makeFailure(null), { retryDelays: [], failureCount: 0 }, now, 0)).toEqual({
    kind: "failed",
  });
});

test("Retry-After on a 429, 502, 503 or 504 can delay the retry but not hasten it; on other statuses it is ignored", () => {
  const decideAfter = (status: number, retryAfter: string) =>
    decideNextStep(makeFailure(status, retryAfter), { retryDelays: [60], failureCount: 0 }, now, 0);
  for (const status of [429, 502, 503, 504]) {
    expect(decideAfter(status, "120"), String(status)).toEqual({ kind: "retry", afterMs: 120_000 });
  }
  expect(decideAfter(503, "5")).toEqual({ kind: "retry", afterMs: 60_000 });
  expect(decideAfter(500, "120")).toEqual({ kind: "retry", afterMs: 60_000 });
});
