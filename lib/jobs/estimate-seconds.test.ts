import { expect, test } from "vitest";
import { estimateSeconds } from "./estimate-seconds";

test.each([
  ["resend", [100_000], 50, null, 2_000],
  ["resend", [100_000], 500, null, 1_000],
  ["resend", [30_000, 30_000, 30_000, 30_000, 30_000, 30_000], 500, null, 360],
  ["resend", [10_000], 50, 5, 2_000],
  ["release-held", [100_000], 500, null, 200],
  ["release-held", [100_000], 500, 20, 5_000],
  ["replay-missing", [10], 3, null, 4],
] as const)(
  "a %s job of %j deliveries at %i per second, with a throttle of %s, takes %i s",
  (kind, totals, rate, maxRequestsPerSecond, seconds) => {
    const webhooks = totals.map((_, index) => ({ id: `webhook ${index}`, maxRequestsPerSecond }));
    const count = {
      total: totals.reduce((sum: number, total) => sum + total, 0),
      totalByWebhook: new Map(totals.map((total, index) => [`webhook ${index}`, total])),
    };
    expect(estimateSeconds({ kind, rate }, count, webhooks)).toBe(seconds);
  },
);
