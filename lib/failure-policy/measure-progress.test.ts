import { expect, test } from "vitest";
import { type CountSuccesses, measureProgress } from "./measure-progress";
import { type FailurePolicy, failurePolicySchema, maxCountedFailures } from "./schema";

const now = Date.parse("2026-11-29T12:00:00Z");
const minuteMs = 60_000;
const minutesAgo = (minutes: number) => now - minutes * minuteMs;
const dayAgo = minutesAgo(24 * 60);

/** Returns a function that counts these successes; `calls` lists each `max` that it was called with. */
function makeSuccessCounter(at: readonly number[]): CountSuccesses & { calls: number[] } {
  const calls: number[] = [];
  const count: CountSuccesses = async (since, max) => {
    calls.push(max);
    return Math.min(max, at.filter((each) => each >= since).length);
  };
  return Object.assign(count, { calls });
}

const repeatTime = (count: number, at: number) => Array.from({ length: count }, () => at);
const measure = (
  policy: FailurePolicy,
  failedAt: readonly number[],
  succeededAt: readonly number[] = [],
  { enabledAt = dayAgo, halfMatters = true } = {},
) => measureProgress(policy, { now, enabledAt, failedAt }, makeSuccessCounter(succeededAt), halfMatters);

test("with the policy `never`, the progress is below half of the limit, however many deliveries failed", async () => {
  expect(await measure({ kind: "never" }, repeatTime(maxCountedFailures, now))).toBe("below");
});

test.each([
  [1, 1, "reached"],
  [4, 1, "below"],
  [4, 2, "half"],
  [4, 3, "half"],
  [4, 4, "reached"],
  [5, 2, "below"],
  [5, 3, "half"],
  [maxCountedFailures, maxCountedFailures - 1, "half"],
  [maxCountedFailures, maxCountedFailures, "reached"],
])("with a limit of %i failures, the progress after %i failures is %s", async (count, failed, progress) => {
  expect(await measure({ kind: "failures", count }, repeatTime(failed, now))).toBe(progress);
});

test("failures before the webhook was last enabled do not count; a failure in the same millisecond does", async () => {
  const policy: FailurePolicy = { kind: "failures", count: 2 };
  const enabledAt = minutesAgo(5);
  expect(await measure(policy, [enabledAt - 1, now], [], { enabledAt })).toBe("half");
  expect(await measure(policy, [enabledAt, now], [], { enabledAt })).toBe("reached");
});

const rate: FailurePolicy = {
  kind: "failureRate",
  percent: 50,
  windowMinutes: 60,
  minimumDeliveries: 10,
};

test.each([
  [5, 5, "reached"],
  [5, 6, "half"],
  [5, 15, "half"],
  [5, 16, "below"],
  [9, 0, "below"],
  [10, 0, "reached"],
  [4, 6, "half"],
  [2, 8, "below"],
])(
  "failure rate 50%%, at least 10 deliveries: %i failed and %i succeeded is %s",
  async (failed, succeeded, progress) => {
    expect(await measure(rate, repeatTime(failed, now), repeatTime(succeeded, now))).toBe(progress);
  },
);

test("only deliveries that ended in the window count, including its first millisecond", async () => {
  const policy = { ...rate, minimumDeliveries: 2 };
  const start = minutesAgo(60);
  expect(await measure(policy, [start, now], [start, start])).toBe("reached");
  expect(await measure(policy, [start - 1, now], [start, start])).toBe("half");
  expect(await measure(policy, [start, now], [start - 1, start, start, start])).toBe("half");
});

test("the window begins no earlier than when the webhook was last enabled", async () => {
  const policy = { ...rate, minimumDeliveries: 2 };
  const enabledAt = minutesAgo(10);
  const before = repeatTime(5, minutesAgo(11));
  expect(await measure(policy, [...before, now], [now], { enabledAt })).toBe("reached");
  expect(await measure(policy, [now, now], before, { enabledAt })).toBe("reached");
});

test("with more failures in the window than are known, the window begins with the earliest known failure", async () => {
  const failedAt = [minutesAgo(2), ...repeatTime(maxCountedFailures - 1, now)];
  const inTwoMinutes = repeatTime(maxCountedFailures, minutesAgo(2));
  expect(await measure(rate, failedAt, [...inTwoMinutes, ...repeatTime(9_000, minutesAgo(3))])).toBe(
    "reached",
  );
  expect(await measure(rate, failedAt, [...inTwoMinutes, now])).toBe("half");
});

test("successes are counted only up to the number that decides the result, and not at all if too few deliveries failed", async () => {
  const counter = makeSuccessCounter(repeatTime(100, now));
  const facts = { now, enabledAt: dayAgo, failedAt: repeatTime(5, now) };
  await measureProgress(rate, facts, counter, false);
  await measureProgress(rate, facts, counter, true);
  await measureProgress(rate, { ...facts, failedAt: repeatTime(2, now) }, counter, true);
  await measureProgress(rate, { ...facts, failedAt: repeatTime(4, now) }, counter, false);
  expect(counter.calls).toEqual([6, 16]);
});

const noSuccess: FailurePolicy = { kind: "noSuccess", windowMinutes: 60, minimumDeliveries: 3 };

test.each([
  ["a success just before the window", [minutesAgo(60) - 1], "reached"],
  ["a success at the start of the window", [minutesAgo(60)], "half"],
  ["a success just before the middle of the window", [minutesAgo(30) - 1], "half"],
  ["a success in the middle of the window", [minutesAgo(30)], "below"],
])("60 minutes without a success: %s", async (_name, succeededAt, progress) => {
  expect(await measure(noSuccess, repeatTime(3, now), succeededAt)).toBe(progress);
});

test("60 minutes without a success: the progress is below if too few deliveries failed in the window, even if others failed before it", async () => {
  expect(await measure(noSuccess, [minutesAgo(60), now, now])).toBe("reached");
  expect(await measure(noSuccess, [minutesAgo(60) - 1, now, now])).toBe("below");
  expect(await measure(noSuccess, [minutesAgo(40), now, now], [minutesAgo(50)])).toBe("below");
});

test("60 minutes without a success: the webhook must have been enabled for the whole 60 minutes", async () => {
  const failedAt = repeatTime(3, now);
  expect(await measure(noSuccess, failedAt, [], { enabledAt: minutesAgo(60) })).toBe("reached");
  expect(await measure(noSuccess, failedAt, [], { enabledAt: minutesAgo(60) + 1 })).toBe("half");
  expect(await measure(noSuccess, failedAt, [], { enabledAt: minutesAgo(30) + 1 })).toBe("below");
});

test("if no warning can be sent, half of the limit counts as below", async () => {
  const succeededAt = [minutesAgo(50)];
  expect(await measure(noSuccess, repeatTime(3, now), succeededAt)).toBe("half");
  expect(await measure(noSuccess, repeatTime(3, now), succeededAt, { halfMatters: false })).toBe("below");
});

test("each setting is accepted only within its limits", () => {
  const accepts = (policy: unknown) => failurePolicySchema.safeParse(policy).success;
  for (const count of [1, 1_000]) expect(accepts({ kind: "failures", count }), String(count)).toBe(true);
  for (const count of [0, 1_001, 1.5, "1"])
    expect(accepts({ kind: "failures", count }), String(count)).toBe(false);
  expect([9, 10, 100, 101].map((percent) => accepts({ ...rate, percent }))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const windows = [0, 1, 10_080, 10_081];
  for (const policy of [rate, noSuccess])
    expect(windows.map((windowMinutes) => accepts({ ...policy, windowMinutes }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  expect(
    [0, 1, 1_000, 1_001].map((minimumDeliveries) => accepts({ ...noSuccess, minimumDeliveries })),
  ).toEqual([false, true, true, false]);
  expect(failurePolicySchema.parse({ kind: "noSuccess", windowMinutes: 60 })).toEqual(noSuccess);
  expect(accepts({ kind: "never", count: 1 })).toBe(false);
});
