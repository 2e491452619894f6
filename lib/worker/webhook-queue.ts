import { maxInFlightPerWebhook, type Share } from "../deliveries/claim-deliveries";
import type { WebhookDueTime } from "../slots/find-due";
import { type Candidate, shareRoom, slowAfterMs } from "./share-room";

/** What a worker knows about one webhook. Times are in ms of the monotonic clock. */
interface Entry {
  webhookId: string;
  /** Undefined until a search has found the webhook; until then it counts as the lender's. */
  partnerId: string | null | undefined;
  /** The time from which the webhook has something to claim; infinity: nothing is known to be due. */
  dueAt: number;
  /** The time before which the webhook's throttle allows no request, whatever is due. */
  throttledUntil: number;
  /** When the requests in flight were started, the oldest first. */
  requestsInFlight: Set<{ at: number }>;
  /** The time until which the receiver counts as quick, if no request in flight is slow. */
  quickUntil: number;
}

/** How long a receiver counts as quick after a quick response. */
const quickForMs = 10_000;

/**
 * The webhooks that a worker serves in turn: when each has something to claim, and which of its requests are in flight. This is only a hint
 * about the ledger: a search, a notification or an outcome adds a webhook, and a claim that finds nothing removes it.
 */
export class WebhookQueue {
  readonly #entries = new Map<string, Entry>();
  #inFlight = 0;

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Records that a delivery of this webhook is due from `dueAt` on. */
  add(webhookId: string, dueAt: number): void {
    const entry = this.#getOrCreateEntry(webhookId);
    entry.dueAt = Math.min(entry.dueAt, dueAt);
  }

  /** Replaces the due times of all webhooks by the result of a search, which is complete. */
  replace(found: readonly WebhookDueTime[], now: number): void {
    for (const entry of this.#entries.values()) entry.dueAt = Number.POSITIVE_INFINITY;
    for (const { webhookId, partnerId, dueInMs } of found) {
      const entry = this.#getOrCreateEntry(webhookId);
      entry.partnerId = partnerId;
      entry.dueAt = now + dueInMs;
    }
    for (const [id, entry] of this.#entries) {
      const isIdle = entry.dueAt === Number.POSITIVE_INFINITY && entry.requestsInFlight.size === 0;
      if (isIdle && entry.quickUntil < now) this.#entries.delete(id);
    }
  }

  /** Computes the shares of a claim of at most `claimSize` deliveries; each webhook with due deliveries gets its turn. */
  computeShares(now: number, claimSize: number): Share[] {
    const due: Candidate[] = [];
    const tenants = new Map<string | null, { total: number; slow: number }>();
    let slow = 0;
    for (const entry of this.#entries.values()) {
      const { webhookId, partnerId = null, requestsInFlight, dueAt } = entry;
      const inFlight = requestsInFlight.size;
      const quick = isQuick(entry, now);
      if (inFlight > 0) {
        const tenant = tenants.get(partnerId) ?? { total: 0, slow: 0 };
        tenant.total += inFlight;
        if (!quick) tenant.slow += inFlight;
        tenants.set(partnerId, tenant);
        if (!quick) slow += inFlight;
      }
      if (dueAt <= now && entry.throttledUntil <= now) due.push({ webhookId, partnerId, inFlight, quick });
    }
    if (due.length === 0) return [];
    const getTenantCounts = (partnerId: string | null) => tenants.get(partnerId) ?? { total: 0, slow: 0 };
    return shareRoom(due, { total: this.#inFlight, slow, getTenantCounts }, maxInFlightPerWebhook, claimSize);
  }

  /** Moves a webhook to the end of the queue after a claim, and, if `dueAt` is given, sets when it is due again. */
  moveToEnd(webhookId: string, dueAt?: number): void {
    const entry = this.#getOrCreateEntry(webhookId);
    if (dueAt !== undefined) entry.dueAt = dueAt;
    this.#entries.delete(webhookId);
    this.#entries.set(webhookId, entry);
  }

  /** Records that the webhook's throttle allows no request before `until`. */
  throttle(webhookId: string, until: number): void {
    this.#getOrCreateEntry(webhookId).throttledUntil = until;
  }

  /** Counts a request as in flight. @returns a function to call when the request has ended, with false if nothing was sent */
  start(webhookId: string): (sent?: boolean) => void {
    const entry = this.#getOrCreateEntry(webhookId);
    const request = { at: performance.now() };
    entry.requestsInFlight.add(request);
    this.#inFlight += 1;
    return (sent = true) => {
      const now = performance.now();
      entry.requestsInFlight.delete(request);
      this.#inFlight -= 1;
      if (sent) entry.quickUntil = now - request.at < slowAfterMs ? now + quickForMs : 0;
    };
  }

  /** Returns when the next webhook becomes due, of those not due yet; infinity if none is known. */
  getNextDueAt(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { dueAt, throttledUntil } of this.#entries.values()) {
      const at = Math.max(dueAt, throttledUntil);
      if (at > now && at < next) next = at;
    }
    return next;
  }

  #getOrCreateEntry(webhookId: string): Entry {
    const known = this.#entries.get(webhookId);
    if (known) return known;
    const entry: Entry = {
      webhookId,
      partnerId: undefined,
      dueAt: Number.POSITIVE_INFINITY,
      throttledUntil: 0,
      requestsInFlight: new Set(),
      quickUntil: 0,
    };
    this.#entries.set(webhookId, entry);
    return entry;
  }
}

function isQuick({ requestsInFlight, quickUntil }: Entry, now: number): boolean {
  const [oldest] = requestsInFlight;
  return quickUntil > now && (oldest === undefined || now - oldest.at < slowAfterMs);
}
