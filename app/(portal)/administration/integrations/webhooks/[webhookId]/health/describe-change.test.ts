import { expect, test } from "vitest";
import { settingSchemas } from "@/lib/webhooks/settings";
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

test("a change of the format options shows each changed option; a long text shows only that it changed", () => {
  const from = { charset: "ascii", variables: ["loan-id"], wrapped: true, bodyTemplate: "old" };
  const to = {
    wrapped: true,
    charset: "utf-8",
    variables: ["loan-id", "name"],
    bodyTemplate: "x\n".repeat(90),
  };
  expect(describeLines("webhook.changed", { options: { from, to } })).toEqual([
    "Format options: charset ascii → utf-8; variables loan-id → loan-id, name; body template changed",
  ]);
  expect(describeLines("webhook.changed", { options: { from: {}, to: { bodyTemplate: "a" } } })).toEqual([
    "Format options: body template not set → a",
  ]);
});

test("a changed trigger shows its version, and changed authentication shows its kind", () => {
  const details = {
    method: { from: "POST", to: "PUT" },
    triggers: { from: ["PaymentPosted"], to: [{ eventType: "PaymentPosted", version: 2, condition: null }] },
    authentication: "basic",
    droppedAuthentication: "apiKey",
  };
  expect(describeLines("webhook.changed", details)).toEqual([
    "Method: POST → PUT",
    "Event triggers: PaymentPosted → PaymentPosted (version 2)",
    "Receiver authentication changed: Basic (username and password)",
    "Receiver authentication removed because the URL has a different origin: API key in a header",
  ]);
});

test("a change of the failure policy is described in words", () => {
  const change = {
    from: { kind: "failures", count: 1 },
    to: { kind: "noSuccess", windowMinutes: 60, minimumDeliveries: 3 },
  };
  expect(describeLines("webhook.changed", { failurePolicy: change })).toEqual([
    "Failure policy: paused after 1 failed delivery → paused after 1 hour without a success (at least 3 deliveries)",
  ]);
});

test("changes of the throttle, the sequence numbers and the order are described in words", () => {
  const maxRequestsPerSecond = { from: null, to: 20 };
  const orderAfterFailure = { from: "wait", to: "continue" };
  expect(describeLines("webhook.changed", { ordered: { from: true, to: false }, orderAfterFailure })).toEqual(
    ["Order per entity: on → off", "Order after a failed delivery: wait → continue"],
  );
  expect(
    describeLines("webhook.changed", { maxRequestsPerSecond, sequence: { from: false, to: true } }),
  ).toEqual(["Throttle: no limit → 20 per second", "Sequence numbers: off → on"]);
});

test("each setting has a label", () => {
  for (const name of Object.keys(settingSchemas)) {
    const [line] = describeLines("webhook.changed", { [name]: { from: null, to: null } });
    expect(line).toMatch(/^[A-Z][A-Za-z ]+/);
    expect(line).not.toMatch(new RegExp(`^${name}\\b`));
  }
});

test("enabling shows what happened to the held deliveries", () => {
  expect(describeLines("webhook.enabled", { heldDeliveries: "discard", deliveries: 2 })).toEqual([
    "2 held deliveries discarded.",
  ]);
  expect(describeLines("webhook.enabled", { heldDeliveries: "deliver", deliveries: 0 })).toEqual([]);
});

test("a key rotation shows its overlap, ending previous keys shows their number, a test shows its result, and an unknown action shows its name", () => {
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

test("a change of a condition's language is shown", () => {
  const trigger = { eventType: "PaymentPosted", condition: "true" };
  const triggers = { from: [trigger], to: [{ ...trigger, language: "clojure" }] };
  expect(describeLines("webhook.changed", { triggers })).toEqual([
    "Event triggers: PaymentPosted if true → PaymentPosted if true (Clojure)",
  ]);
});
