import { expect, test } from "vitest";
import { describeChange } from "./describe-change";

const describeLines = (action: string, details: Record<string, unknown>) =>
  describeChange({ action, details }).lines;

test("changed settings show their old and new values; changed headers show only their names", () => {
  const details = {
    url: { from: "https://a.example", to: "https://b.example" },
    retryDelays: { from: [60, 300], to: [] },
    triggers: { from: ["*"], to: [{ eventType: "PaymentPosted", condition: null }] },
    headers: ["Authorization"],
  };
  expect(describeLines("webhook.changed", details)).toEqual([
    "URL: https://a.example → https://b.example",
    "Retry delays: 1 min, 5 min → no retries",
    "Event triggers: all events → PaymentPosted",
    "Custom headers changed: Authorization",
  ]);
});

test("enabling shows what happened to the held deliveries", () => {
  expect(describeLines("webhook.enabled", { heldDeliveries: "discard", deliveries: 2 })).toEqual([
    "2 held deliveries discarded.",
  ]);
  expect(describeLines("webhook.enabled", { heldDeliveries: "deliver", deliveries: 0 })).toEqual([]);
});

test("a key rotation shows its overlap, and previous keys that were ended are counted; a test request shows its result; an unknown action shows its name", () => {
  expect(describeLines("webhook.key-rotated", { overlapHours: 24 })).toEqual([
    "Overlap with the previous key: 1 d.",
  ]);
  expect(describeLines("webhook.previous-keys-ended", { endedPreviousKeys: 2 })).toEqual([
    "Previous keys that expired immediately: 2.",
  ]);
  expect(
    describeLines("webhook.tested", {
      eventType: "X",
      url: "https://a/",
      succeeded: false,
      responseCode: 500,
    }),
  ).toEqual(["X to https://a/: failed, response 500"]);
  expect(describeChange({ action: "webhook.unheard-of", details: {} }).title).toBe("webhook.unheard-of");
});
