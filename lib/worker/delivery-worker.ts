import { setTimeout as wait } from "node:timers/promises";
import { keptPlanSettings } from "../database/kept-plans";
import { pool, type Queryable } from "../db";
import { type Claim, claimDeliveries, type Share } from "../deliveries/claim-deliveries";
import { type KeptConnection, keepConnection } from "../keep-database-connection";
import { log } from "../log";
import { findWebhookDueTimes, lookForWork } from "../slots/find-due";
import { declineSlot, markLeaving, releaseSlot, type SlotLease, takeSlot } from "../slots/slot-lease";
import { callSlot, parseWake, wakeChannel } from "../slots/wake-workers";
import { holdOrDiscardDeliveries } from "../webhooks/hold-or-discard-deliveries";
import { WebhookCache } from "../webhooks/signing/webhook-cache";
import { Doorbell } from "./doorbell";
import { ResendSearch } from "./resend-search";
import { type AttemptCounts, RunningAttempts } from "./running-attempts";
import { computeClaimSize } from "./share-room";
import { WebhookQueue } from "./webhook-queue";

/** How often a loop searches the ledger for due work, and extends its lease when it has nothing to claim. */
const searchEveryMs = 1_000;
/** How long a loop waits before it claims again from a webhook that another transaction has locked. */
const busyMs = 20;
/** How long a loop waits before it claims again from a webhook that has its maximum of requests in flight, over all workers. */
const fullMs = 100;
/** How long a slice lasts, and how long its loop waits for the next one to take over. */
const sliceMs = 60_000;
const handOverMs = 5_000;
/** The longest that a stopping worker waits for the engine to accept its call. */
const callTimeoutMs = 2_000;

/**
 * Settings of the worker's own connection, which listens and claims. Claims do not wait for the disk, except those that assign sequence
 * numbers: a claim that Postgres loses in a crash is repeated. If a process freezes in the middle of a claim, Postgres ends the transaction
 * after two seconds, so that rows do not stay locked; a claim that took so long would be given back anyway.
 */
export const connectionSettings = {
  ...keptPlanSettings,
  synchronous_commit: "off",
  idle_in_transaction_session_timeout: "2s",
};

/** What a loop did in its slice. An Inngest server shows it as the result of the run. */
export interface SliceResult extends AttemptCounts {
  slot: number;
  /** False if another loop has the slot, this process already has a slot, or its worker is stopping or not started. */
  taken: boolean;
}

/** The result of a run that got no slot. */
export const noSlotResult = { taken: false, succeeded: 0, retried: 0, failed: 0, resent: 0 };

/** Claims due deliveries of all webhooks, and has them sent and recorded. `run` does this for one slice. */
export class DeliveryWorker {
  readonly #queue = new WebhookQueue();
  readonly #doorbell = new Doorbell();
  readonly #attempts = new RunningAttempts(
    this.#queue,
    () => this.#doorbell.ring(),
    () => this.#resendSearch.start(),
  );
  readonly #resendSearch = new ResendSearch(
    () => this.#lease !== undefined && !this.#isStopping,
    (resends) => this.#attempts.addResends(resends),
  );
  readonly #connection: KeptConnection;
  readonly #webhooks = new WebhookCache();
  readonly #examined = new Map<string, number>();
  /** Webhooks that notifications named since the last claim or search began. */
  readonly #notifiedWebhookIds = new Set<string>();
  #searchAt = 0;
  #extendAt = 0;
  #claimSize = computeClaimSize(0);
  #lease: SlotLease | undefined;
  #isLeaving = false;
  #isStopping = false;
  #loop: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#connection = keepConnection({
      name: "hookledger-worker",
      channel: wakeChannel,
      settings: connectionSettings,
      pipeline: true,
      log,
      onOpen: () => {
        this.#webhooks.clear();
        this.#searchNow();
      },
      onNotification: (payload) => this.#onNotification(payload),
    });
  }

  /**
   * Takes the slot and keeps it for a slice, or until another loop takes it over.
   * @param lingers whether the slice is followed by another one even if nothing was sent and nothing is due soon
   */
  async run(slot: number, lingers: boolean): Promise<SliceResult> {
    const isBusy = this.#lease !== undefined && !this.#isLeaving;
    if (isBusy && !this.#isStopping && this.#lease?.slot !== slot) await declineSlot(pool(), slot);
    const lease = isBusy || this.#isStopping ? null : await takeSlot(pool(), slot);
    if (!lease) return { slot, ...noSlotResult };
    this.#lease = lease;
    this.#isLeaving = false;
    this.#doorbell.ring();
    // The previous run's loop may still be in its last step. It ends by itself, because #lease has changed. The new loop waits for it:
    // both claim over the same connection.
    const loop = this.#loop.then(() => this.#runSlice(lease, lingers));
    this.#loop = loop.catch(() => {});
    return { slot, taken: true, ...(await loop) };
  }

  /** Whether this process's worker has a slot. */
  get hasSlot(): boolean {
    return this.#lease !== undefined;
  }

  /** Claims nothing more, calls another process, and waits for the requests in flight, at most `timeoutMs`. */
  async stop(timeoutMs = 15_000): Promise<void> {
    this.#isStopping = true;
    this.#doorbell.ring();
    await this.#loop;
    await this.#attempts.waitUntilSettled(timeoutMs);
    await this.#connection.close();
  }

  async #runSlice(lease: SlotLease, lingers: boolean): Promise<AttemptCounts> {
    this.#attempts.resetCounts();
    const { counts } = this.#attempts;
    const endAt = performance.now() + sliceMs;
    this.#searchNow();
    while (this.#lease === lease && !this.#isStopping) {
      const now = performance.now();
      if (now >= endAt && !this.#isLeaving && !(await this.#leave(lease, lingers))) break;
      if (now >= endAt + handOverMs) break;
      await this.#runStep(lease);
    }
    if (this.#lease === lease) {
      this.#lease = undefined;
      await releaseSlot(pool(), lease).catch(logHandOver);
      // No loop handled the notifications that came while this loop was ending, so the slot is called if there is work.
      const mustCall = this.#isStopping || (await lookForWork(pool()).catch(() => null))?.claimable;
      if (mustCall) await Promise.race([callSlot(lease.slot).catch(logHandOver), wait(callTimeoutMs)]);
    }
    return { ...counts };
  }

  /** Ends a slice: calls the next run. Returns false if no run is needed, because nothing was sent and nothing is due soon. */
  async #leave(lease: SlotLease, lingers: boolean): Promise<boolean> {
    const now = performance.now();
    const hasSent = Object.values(this.#attempts.counts).some((count) => count > 0);
    const isDueSoon = this.#queue.inFlight > 0 || this.#queue.getNextDueAt(now) < now + sliceMs;
    if (!lingers && !hasSent && !isDueSoon) return false;
    this.#isLeaving = true;
    await markLeaving(pool(), lease).catch(logHandOver);
    // Not awaited: an engine that does not answer must not keep this loop from claiming.
    void callSlot(lease.slot, true).catch(logHandOver);
    return true;
  }

  /** Runs one step: searches, claims, or waits until there is a reason to do so. */
  async #runStep(lease: SlotLease): Promise<void> {
    const db = this.#connection.current();
    if (!db) return this.#doorbell.wait(searchEveryMs);
    try {
      if (performance.now() >= this.#searchAt) await this.#search(db);
      const now = performance.now();
      const shares = this.#queue.computeShares(now, this.#claimSize);
      if (shares.length > 0 || now >= this.#extendAt) return await this.#claim(db, lease, shares);
      const until = Math.min(this.#searchAt, this.#extendAt, this.#queue.getNextDueAt(now));
      await this.#doorbell.wait(until - now);
    } catch (error) {
      log.warn({ error: (error as Error).message }, "could not claim deliveries");
      this.#connection.renew();
    }
  }

  async #search(db: Queryable): Promise<void> {
    this.#notifiedWebhookIds.clear();
    this.#searchAt = performance.now() + searchEveryMs;
    const found = await findWebhookDueTimes(db);
    this.#queue.replace(found, performance.now());
    this.#addNotified();
    this.#resendSearch.start();
    // Calls again while leaving: the first call may have reached a process that already has another slot.
    if (this.#isLeaving && this.#lease) void callSlot(this.#lease.slot, true).catch(logHandOver);
  }

  async #claim(db: Queryable, lease: SlotLease, shares: readonly Share[]): Promise<void> {
    this.#notifiedWebhookIds.clear();
    this.#extendAt = performance.now() + searchEveryMs;
    const claim = await claimDeliveries(db, lease, shares, this.#webhooks, this.#examined);
    if (!claim.holdsSlot) {
      if (this.#lease === lease) this.#lease = undefined;
      return;
    }
    this.#claimSize = computeClaimSize(claim.deliveries.length);
    this.#settleShares(shares, claim);
    for (const delivery of claim.deliveries) this.#attempts.start(delivery);
  }

  #settleShares(shares: readonly Share[], claim: Claim): void {
    const { deliveries, roomByWebhookId, claimLimitByWebhookId, nextDueInMs, throttledForMs } = claim;
    const now = performance.now();
    const claimedCounts = new Map<string, number>();
    for (const { webhook } of deliveries)
      claimedCounts.set(webhook.id, (claimedCounts.get(webhook.id) ?? 0) + 1);
    for (const [webhookId, waitMs] of throttledForMs) this.#queue.throttle(webhookId, now + waitMs);
    for (const { webhookId } of shares) {
      const count = claimedCounts.get(webhookId) ?? 0;
      // A throttled webhook from which nothing could be claimed still has its due deliveries.
      const limit = claimLimitByWebhookId.get(webhookId) ?? (throttledForMs.has(webhookId) ? 0 : count + 1);
      const hasMore = count >= limit;
      // Other workers' requests use up the webhook's limit. One of them may end before the next delivery is due.
      if (!hasMore && count === roomByWebhookId.get(webhookId)) {
        this.#queue.moveToEnd(webhookId, now + fullMs);
        continue;
      }
      // Rounded up, because the ledger stores times in milliseconds.
      const next = now + Math.ceil(nextDueInMs.get(webhookId) ?? Number.POSITIVE_INFINITY) + 1;
      this.#queue.moveToEnd(webhookId, hasMore ? undefined : next);
    }
    for (const webhookId of claim.busyWebhookIds) this.#queue.moveToEnd(webhookId, now + busyMs);
    for (const webhookId of claim.closedWebhookIds)
      this.#attempts.track(holdOrDiscardDeliveries(webhookId), { webhookId });
    this.#addNotified();
  }

  #onNotification(payload: string | undefined): void {
    const wake = parseWake(payload);
    if (!wake) this.#searchAt = 0;
    if (wake?.resend) this.#resendSearch.start();
    for (const webhookId of wake?.webhookIds ?? []) this.#notifiedWebhookIds.add(webhookId);
    this.#addNotified();
    this.#doorbell.ring();
  }

  /** Adds the notified webhooks to the queue; again after a claim or a search, which may have begun before they had anything due. */
  #addNotified(): void {
    const now = performance.now();
    for (const webhookId of this.#notifiedWebhookIds) this.#queue.add(webhookId, now);
  }

  #searchNow(): void {
    this.#searchAt = 0;
    this.#doorbell.ring();
  }
}

const logHandOver = (error: Error) =>
  log.warn({ error: error.message }, "could not hand over a slot; its lease ends by itself");
