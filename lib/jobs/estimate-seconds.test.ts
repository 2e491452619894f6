import { expect, test } from "vitest";
import { estimateSeconds } from "./estimate-seconds";

test.each([
  ["resend", 50, [100_000], null, 2_000],
  ["resend", 500, [100_000], null, 1_000],
  ["resend", 500, [30_000, 30_000, 30_000, 30_000, 30_000, 30_000], null, 360],
  ["resend", 50, [10_000], 5, 2_000],
  ["release-held", 500, [100_000], null, 200],
  ["release-held", 500, [100_000], 20, 5_000],
  ["replay-missing", 3, [10], null, 4],
] as const)(
  "a %s at %i per second of %j deliveries, with a throttle of %s, takes %i s",
  (kind, rate, totals, maxRequestsPerSecond, seconds) => {
    const webhooks = totals.map((_, index) => ({ id: `webhook ${index}`, maxRequestsPerSecond }));
    const count = {
      total: totals.reduce((sum: number, total) => sum + total, 0),
      totalByWebhook: new Map(totals.map((total, index) => [`webhook ${index}`, total])),
    };
    expect(estimateSeconds({ kind, rate }, count, webhooks)).toBe(seconds);
  },
);
