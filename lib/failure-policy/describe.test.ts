import { expect, test } from "vitest";
import { describeFailurePolicy, formatFailurePolicy } from "./describe";
import type { FailurePolicy } from "./schema";

const rate = (windowMinutes: number): FailurePolicy => ({
  kind: "failureRate",
  percent: 50,
  windowMinutes,
  minimumDeliveries: 10,
});

test.each<[FailurePolicy, string, string]>([
  [
    { kind: "failures", count: 1 },
    "The webhook is paused when a delivery fails permanently.",
    "paused after 1 failed delivery",
  ],
  [
    { kind: "failures", count: 1_000 },
    "The webhook is paused once 1,000 deliveries have failed permanently since it was last enabled.",
    "paused after 1,000 failed deliveries",
  ],
  [
    rate(60),
    "The webhook is paused once at least 50% of the deliveries that ended in the last hour have failed permanently, if at least 10 deliveries ended.",
    "paused at 50% failed in 1 hour (at least 10 deliveries)",
  ],
  [
    { kind: "noSuccess", windowMinutes: 90, minimumDeliveries: 1 },
    "The webhook is paused once no delivery has succeeded in the last 90 minutes, if at least 1 delivery failed permanently.",
    "paused after 90 minutes without a success (at least 1 delivery)",
  ],
  [{ kind: "never" }, "Failed deliveries never pause the webhook.", "never paused"],
])("%j is described in a sentence and in a short label", (policy, sentence, label) => {
  expect(describeFailurePolicy(policy)).toBe(sentence);
  expect(formatFailurePolicy(policy)).toBe(label);
});

test.each([
  [1, "1 minute"],
  [59, "59 minutes"],
  [120, "2 hours"],
  [1_440, "24 hours"],
  [1_500, "25 hours"],
  [2_880, "2 days"],
  [10_079, "10,079 minutes"],
])("a window of %i minutes is %s", (minutes, label) => {
  expect(formatFailurePolicy(rate(minutes))).toContain(`in ${label} (`);
});
