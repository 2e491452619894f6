import { expect, test } from "vitest";
import { systemScope } from "../../scope/system-scope";
import { buildDeliverySteps, type DeliveryRow, type WebhookStateChange } from "./delivery-steps";

const at = new Date("2026-03-01T12:00:00.000Z");

const discarded: DeliveryRow = {
  traceId: "01a22cda-7dfa-7357-8af5-8b332aa0e6f1",
  eventId: "01a22cda-7dfa-7357-8af5-8b332aa0e6f0",
  webhook: { id: "01a22cda-7dfa-7357-8af5-8b332aa0e600", name: "Core" },
  state: "discarded",
  stateReason: "webhook_deleted",
  reasonParams: null,
  attemptCount: 0,
  failureCount: 0,
  nextAttemptAt: null,
  sendingSince: null,
  createdAt: at,
  completedAt: at,
  releasedAt: null,
  releasedBy: null,
  replayed: false,
  replayedBy: null,
};

test("a delivery whose webhook was deleted in the millisecond of its creation was discarded by who deleted the webhook", () => {
  const deletion = {
    traceId: discarded.traceId,
    at,
    by: "Ada",
    action: "webhook.deleted",
    deliveryId: null,
    heldDeliveries: null,
  } satisfies WebhookStateChange;
  expect(buildDeliverySteps(systemScope(), discarded, [], [deletion])).toMatchObject([
    { kind: "discarded", by: "Ada", reason: "The webhook was deleted." },
  ]);
});
