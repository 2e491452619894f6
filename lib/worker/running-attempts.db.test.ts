import { afterEach, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import type { ClaimedDelivery } from "../deliveries/claim-deliveries";
import { newId } from "../ids";
import { log } from "../log";
import { holdOrDiscardDeliveries } from "../webhooks/hold-or-discard-deliveries";
import { RunningAttempts } from "./running-attempts";
import { WebhookQueue } from "./webhook-queue";

useDatabase();
afterEach(() => {
  vi.restoreAllMocks();
});

const makeResend = (webhookId: string) => ({ attemptId: newId(), webhookId, ofJob: false });

test("an attempt or change that cannot be recorded is logged with the IDs of the delivery or attempt and of the webhook", async () => {
  const errorSpy = vi.spyOn(log, "error").mockReturnValue();
  const attempts = new RunningAttempts(new WebhookQueue(), () => {});
  // The database rejects each of these IDs.
  const claim = {
    deliveryId: "delivery 1",
    attemptId: "attempt 1",
    webhook: { id: "webhook 1" },
    claimStartedAt: -Infinity,
  };
  attempts.start(claim as ClaimedDelivery);
  attempts.addResends([{ attemptId: "attempt 2", webhookId: "webhook 2", ofJob: false }]);
  attempts.track(holdOrDiscardDeliveries("webhook 3"), { webhookId: "webhook 3" });
  await attempts.waitUntilSettled(5_000);
  expect(errorSpy.mock.calls.map(([about]) => about)).toEqual(
    expect.arrayContaining([
      { traceId: "delivery 1", webhookId: "webhook 1", err: expect.any(Error) },
      { attemptId: "attempt 2", webhookId: "webhook 2", err: expect.any(Error) },
      { webhookId: "webhook 3", err: expect.any(Error) },
    ]),
  );
});

test("resends take at most half of a worker's room", async () => {
  const queue = new WebhookQueue();
  const attempts = new RunningAttempts(queue, () => {});
  attempts.addResends(Array.from({ length: 400 }, () => makeResend(newId())));
  expect(queue.inFlight).toBe(300);
  await attempts.waitUntilSettled(5_000);
  expect(queue.inFlight).toBe(0);
});

test("once all found resends of a webhook have started, the worker searches for more, if the last search may have left some out", async () => {
  const searchAgain = vi.fn();
  const queue = new WebhookQueue();
  const attempts = new RunningAttempts(queue, () => {}, searchAgain);
  const addFoundResends = (count: number, webhookId: string) =>
    attempts.addResends(Array.from({ length: count }, () => makeResend(webhookId)));
  addFoundResends(31, newId());
  await vi.waitFor(() => expect(queue.inFlight).toBe(0));
  expect(searchAgain).not.toHaveBeenCalled();
  addFoundResends(32, newId());
  await vi.waitFor(() => expect(searchAgain).toHaveBeenCalledTimes(1));
});
