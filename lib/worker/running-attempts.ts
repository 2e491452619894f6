import { pool } from "../db";
import { attemptDelivery } from "../deliveries/attempt-delivery";
import { type ClaimedDelivery, claimValidMs, giveBack } from "../deliveries/claim-deliveries";
import type { RecordAttemptResult } from "../deliveries/record-attempts";
import { sendManualAttempt } from "../deliveries/send-manual-attempt";
import { announceChanges } from "../live/announce-changes";
import { log } from "../log";
import { makeFailingSignals, makePauseSignals, sendSignals } from "../signals";
import { maxFoundResendsPerWebhook, type RequestedResend } from "../slots/find-due";
import { workerRoom } from "./share-room";
import type { WebhookQueue } from "./webhook-queue";

/** The most manual attempts of one webhook at the same time. */
const maxResendsPerWebhook = 4;
/** The most manual attempts of all webhooks at the same time: the rest of the room is for scheduled attempts. */
const maxResends = workerRoom / 2;

/**
 * How many attempts have ended since the counts were reset. Scheduled attempts are counted by the next state of their delivery, unless they
 * failed and the delivery was held or discarded meanwhile. `resent` counts manual attempts, whatever their outcome.
 */
export interface AttemptCounts {
  succeeded: number;
  retried: number;
  failed: number;
  resent: number;
}

/** The attempts that a worker is making, and the requested resends that it has found. Attempts continue after the slice that started them. */
export class RunningAttempts {
  counts: AttemptCounts = { succeeded: 0, retried: 0, failed: 0, resent: 0 };
  readonly #queue: WebhookQueue;
  readonly #onAttemptEnded: () => void;
  readonly #searchAgain: () => void;
  #runningCount = 0;
  #onAllEnded: (() => void) | undefined;
  readonly #resends = new Map<string, RequestedResend & { isRunning: boolean }>();

  /** Webhooks for which the last search found as many resends as it can return, so there may be more. */
  readonly #withMoreResends = new Set<string>();

  /** Until when the throttle of a webhook allows no resend, on the monotonic clock in ms. */
  readonly #throttledUntil = new Map<string, number>();

  /**
   * @param onAttemptEnded is called after each attempt
   * @param searchAgain is called when a webhook has no waiting resend any more but may have more than the last search found
   */
  constructor(queue: WebhookQueue, onAttemptEnded: () => void, searchAgain: () => void = () => {}) {
    this.#queue = queue;
    this.#onAttemptEnded = onAttemptEnded;
    this.#searchAgain = searchAgain;
  }

  resetCounts(): void {
    this.counts = { succeeded: 0, retried: 0, failed: 0, resent: 0 };
  }

  /** Sends a claimed delivery, or gives it back if its claim is old. */
  start(delivery: ClaimedDelivery): void {
    if (performance.now() - delivery.claimStartedAt > claimValidMs) {
      this.#queue.add(delivery.webhook.id, performance.now());
      this.track(giveBack(pool(), delivery), toLoggedIds(delivery));
      return;
    }
    announceChanges("deliveries");
    const end = this.#queue.start(delivery.webhook.id);
    this.#runningCount += 1;
    attemptDelivery(
      delivery,
      (recorded) => {
        end();
        this.#handleResult(delivery, recorded);
        this.#end();
      },
      (error) => {
        end();
        logUnrecorded(error, toLoggedIds(delivery));
        this.#end();
      },
    );
  }

  #handleResult({ webhook }: ClaimedDelivery, recorded: RecordAttemptResult): void {
    announceChanges("deliveries");
    // The next delivery in its line may be due now.
    if (webhook.ordered) this.#queue.add(webhook.id, performance.now());
    switch (recorded.kind) {
      case "succeeded":
        this.counts.succeeded += 1;
        return;
      case "retry":
        this.counts.retried += 1;
        this.#queue.add(webhook.id, performance.now() + recorded.afterMs);
        return;
      case "failed":
        this.counts.failed += 1;
        if (recorded.effect === "paused") void sendSignals(makePauseSignals([webhook.id]));
        if (recorded.effect === "warned") void sendSignals(makeFailingSignals([webhook.id]));
    }
  }

  /** Remembers requested resends, and starts as many of them as the limits allow; those of jobs last. */
  addResends(resends: readonly RequestedResend[]): void {
    const foundCounts = new Map<string, number>();
    for (const resend of resends) {
      if (!this.#resends.has(resend.attemptId))
        this.#resends.set(resend.attemptId, { ...resend, isRunning: false });
      foundCounts.set(resend.webhookId, (foundCounts.get(resend.webhookId) ?? 0) + 1);
    }
    for (const [webhookId, count] of foundCounts) {
      if (count >= maxFoundResendsPerWebhook) this.#withMoreResends.add(webhookId);
    }
    this.#startResends();
  }

  #startResends(): void {
    const runningByWebhook = new Map<string, number>();
    let total = 0;
    for (const { webhookId, isRunning } of this.#resends.values()) {
      if (!isRunning) continue;
      runningByWebhook.set(webhookId, (runningByWebhook.get(webhookId) ?? 0) + 1);
      total += 1;
    }
    const now = performance.now();
    // Sorted, so that resends of jobs come last even if they were found earlier and already wait for a throttle.
    const inOrder = [...this.#resends.values()].sort((a, b) => Number(a.ofJob) - Number(b.ofJob));
    for (const resend of inOrder) {
      if (total >= maxResends) return;
      if ((this.#throttledUntil.get(resend.webhookId) ?? 0) > now) continue;
      const count = runningByWebhook.get(resend.webhookId) ?? 0;
      if (resend.isRunning || count >= maxResendsPerWebhook) continue;
      runningByWebhook.set(resend.webhookId, count + 1);
      total += 1;
      resend.isRunning = true;
      this.track(this.#resend(resend), { attemptId: resend.attemptId, webhookId: resend.webhookId });
    }
  }

  async #resend(resend: RequestedResend & { isRunning: boolean }): Promise<void> {
    const { attemptId, webhookId } = resend;
    const end = this.#queue.start(webhookId);
    let throttledForMs: number | undefined;
    try {
      const sent = await sendManualAttempt(attemptId);
      if (typeof sent === "object") throttledForMs = sent.throttledForMs;
      else if (sent) this.counts.resent += 1;
    } finally {
      end(throttledForMs === undefined);
      if (throttledForMs === undefined) this.#resends.delete(attemptId);
      else {
        resend.isRunning = false;
        this.#waitForThrottle(webhookId, throttledForMs);
      }
      this.#startResends();
      if (this.#withMoreResends.has(webhookId) && !this.#hasWaitingResend(webhookId)) {
        this.#withMoreResends.delete(webhookId);
        this.#searchAgain();
      }
    }
  }

  #waitForThrottle(webhookId: string, ms: number): void {
    const until = performance.now() + ms;
    // If the throttle delays several resends at the same time, all of them wait for as long as the first one.
    if ((this.#throttledUntil.get(webhookId) ?? 0) > performance.now()) return;
    this.#throttledUntil.set(webhookId, until);
    setTimeout(() => {
      this.#throttledUntil.delete(webhookId);
      this.#startResends();
    }, ms).unref();
  }

  #hasWaitingResend(webhookId: string): boolean {
    for (const resend of this.#resends.values())
      if (resend.webhookId === webhookId && !resend.isRunning) return true;
    return false;
  }

  /** Counts `work` as running until it ends. Errors are only logged: the ledger still has the delivery, whose lease will end. */
  track(work: Promise<void>, ids: LoggedIds): void {
    this.#runningCount += 1;
    work.catch((error) => logUnrecorded(error, ids)).finally(() => this.#end());
  }

  #end(): void {
    this.#runningCount -= 1;
    if (this.#runningCount === 0) this.#onAllEnded?.();
    this.#onAttemptEnded();
  }

  /** Starts nothing more, and waits until every attempt has ended, at most `timeoutMs`. */
  async waitUntilSettled(timeoutMs: number): Promise<void> {
    // Resends that were not started yet are left to other workers.
    this.#resends.clear();
    if (this.#runningCount === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#onAllEnded = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The IDs in a log line, for which an operator can search. */
interface LoggedIds {
  traceId?: string;
  attemptId?: string;
  webhookId: string;
}

const toLoggedIds = ({ deliveryId, webhook }: ClaimedDelivery): LoggedIds => ({
  traceId: deliveryId,
  webhookId: webhook.id,
});

function logUnrecorded(error: unknown, ids: LoggedIds): void {
  log.error(
    { ...ids, err: error },
    "an attempt or a change to deliveries was not recorded; a worker will repeat it when the lease has ended, or earlier",
  );
}
