import { maxInFlightPerWebhook, type Share } from "../deliveries/claim-deliveries";
import type { WebhookDueTime } from "../slots/find-due";
import { type Candidate, shareRoom, slowAfterMs } from "./share-room";

/** What a worker knows of one webhook. Times are of the monotonic clock, in ms. */
interface Entry {
  webhookId: string;
  /** Undefined until a search has found the webhook; until then it counts as the lender's. */
  partnerId: string | null | undefined;
  /** From when it has something to claim; infinity: not known to have anything. */
  dueAt: number;
  /** Until then its throttle allows nothing, whatever is due. */
  throttledUntil: number;
  /** When the requests in flight were started, the oldest first. */
  requestsInFlight: Set<{ at: number }>;
  /** Until when its receiver counts as quick, if nothing in flight is slow. */
  quickUntil: number;
}

/** How long one quick response counts. */
const quickForMs = 10_000;

/**
 * The webhooks that a worker serves, in turn: which have something to claim and when, and what is in flight for each. A hint
 * about the ledger: a search, a notification or an outcome puts a webhook in, and a claim that finds nothing takes it out.
 */
export class WebhookQueue {
  readonly #entries = new Map<string, Entry>();
  #inFlight = 0;

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Something of this webhook is or will be due. */
  add(webhookId: string, dueAt: number): void {
    const entry = this.#getOrCreateEntry(webhookId);
    entry.dueAt = Math.min(entry.dueAt, dueAt);
  }

  /** What a search found just now: complete, so that everything else is forgotten. */
  replace(found: readonly WebhookDueTime[], now: number): void {
    for (const entry of this.#entries.values()) entry.dueAt = Number.POSITIVE_INFINITY;
    for (const { webhookId, partnerId, dueInMs } of found) {
      const entry = this.#getOrCreateEntry(webhookId);
      entry.partnerId = partnerId;
      entry.dueAt = now + dueInMs;
    }
    for (const [id, entry] of this.#entries) {
      const idle = entry.dueAt === Number.POSITIVE_INFINITY && entry.requestsInFlight.size === 0;
      if (idle && entry.quickUntil < now) this.#entries.delete(id);
    }
  }

  /** The shares to claim now: each webhook with something due gets its turn. */
  share(now: number): Share[] {
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
    const tenant = (partnerId: string | null) => tenants.get(partnerId) ?? { total: 0, slow: 0 };
    return shareRoom(due, { total: this.#inFlight, slow, tenant }, maxInFlightPerWebhook);
  }

  /** After a claim: the webhook goes to the end of the line, and is looked at again from `dueAt` on, if that is given. */
  moveToEnd(webhookId: string, dueAt?: number): void {
    const entry = this.#getOrCreateEntry(webhookId);
    if (dueAt !== undefined) entry.dueAt = dueAt;
    this.#entries.delete(webhookId);
    this.#entries.set(webhookId, entry);
  }

  /** A claim found that the throttle of this webhook allows nothing until then. */
  throttle(webhookId: string, until: number): void {
    this.#getOrCreateEntry(webhookId).throttledUntil = until;
  }

  /** A request starts. @returns to call when it has ended; with false if nothing was sent after all. */
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

  /** When the next webhook is due, of those not due yet; infinity if none is known. */
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
