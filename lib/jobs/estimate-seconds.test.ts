import { expect, test } from "vitest";
import { estimateSeconds } from "./estimate-seconds";

const count = (...totals: number[]) => ({
  total: totals.reduce((sum, total) => sum + total, 0),
  totalByWebhook: new Map(totals.map((total, index) => [`webhook ${index}`, total])),
});

test.each([
  ["resend", 50, [100_000], 2_000],
  ["resend", 500, [100_000], 1_000],
  ["resend", 500, [30_000, 30_000, 30_000, 30_000, 30_000, 30_000], 360],
  ["release-held", 500, [100_000], 200],
  ["replay-missing", 3, [10], 4],
] as const)("a %s at %i per second of %j deliveries takes %i s", (kind, rate, totals, seconds) => {
  expect(estimateSeconds({ kind, rate }, count(...totals))).toBe(seconds);
});
