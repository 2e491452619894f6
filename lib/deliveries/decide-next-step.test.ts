import { expect, test } from "vitest";
import { decideNextStep } from "./decide-next-step";

const now = new Date("2026-11-21T21:00:00Z");
const failed = (responseCode: number | null, retryAfter?: string) => ({
  succeeded: false,
  responseCode,
  retryAfter,
});
const standard = [60, 300, 900, 3_600, 14_400];

test("a success ends the delivery", () => {
  const policy = { retryDelays: standard, failureCount: 0 };
  expect(
    decideNextStep({ succeeded: true, responseCode: 200, retryAfter: undefined }, policy, now, 0),
  ).toEqual({
    kind: "succeeded",
  });
});

test("one send and five retries, each after its own delay, then failed", () => {
  const kinds = [0, 1, 2, 3, 4, 5].map((failureCount) =>
    decideNextStep(failed(500), { retryDelays: standard, failureCount }, now, 0),
  );
  expect(kinds).toEqual([
    { kind: "retry", afterMs: 60_000 },
    { kind: "retry", afterMs: 300_000 },
    { kind: "retry", afterMs: 900_000 },
    { kind: "retry", afterMs: 3_600_000 },
    { kind: "retry", afterMs: 14_400_000 },
    { kind: "failed" },
  ]);
});

test("jitter only delays, by at most a tenth", () => {
  const at = (random: number) =>
    decideNextStep(failed(500), { retryDelays: [10], failureCount: 0 }, now, random);
  expect(at(0)).toEqual({ kind: "retry", afterMs: 10_000 });
  expect(at(0.999999)).toEqual({ kind: "retry", afterMs: 11_000 });
});

test("without retries the first failure is permanent", () => {
  expect(decideNextStep(failed(null), { retryDelays: [], failureCount: 0 }, now, 0)).toEqual({
    kind: "failed",
  });
});

test("Retry-After on a 429, 502, 503 or 504 delays the schedule and never shortens it; on other statuses it is ignored", () => {
  const after = (status: number, header: string) =>
    decideNextStep(failed(status, header), { retryDelays: [60], failureCount: 0 }, now, 0);
  for (const status of [429, 502, 503, 504]) {
    expect(after(status, "120"), String(status)).toEqual({ kind: "retry", afterMs: 120_000 });
  }
  expect(after(503, "5")).toEqual({ kind: "retry", afterMs: 60_000 });
  expect(after(500, "120")).toEqual({ kind: "retry", afterMs: 60_000 });
});
