import { currentTimeMs } from "@/lib/clock";
import type { DueAttempt } from "@/lib/deliveries/handle-unclaimed";
import type { DueDelivery } from "@/lib/events/write-events";

/** The names of all signals. A signal only wakes the code up: what it says is in the ledger too. */
export const deliveryDue = "delivery/due";
export const resendRequested = "delivery/resend-requested";
export const sweepRequested = "delivery/sweep-requested";
export const webhookPaused = "webhook/paused";

export interface Signal {
  name: string;
  data: Record<string, unknown>;
  /** When it is due, in ms since the epoch; left out: now. */
  ts?: number;
}

export interface DueData {
  deliveryId: string;
  webhookId: string;
  /** Which attempt it is to be. */
  number: number;
  /** Due now, so it goes with a batch; a batch cannot wait for a time (Inngest ignores `ts` there). */
  immediate: boolean;
}

/** First attempts of what was just accepted. */
export function firstAttempts(due: readonly DueDelivery[]): Signal[] {
  return due.map(({ deliveryId, webhookId }) => ({
    name: deliveryDue,
    data: { deliveryId, webhookId, number: 1, immediate: true } satisfies DueData,
  }));
}

/** Attempts at their time: retries, and what the sweep found. */
export function attemptsAt(
  attempts: readonly (Omit<DueAttempt, "dueAt"> & { dueAt: Date | string })[],
): Signal[] {
  const now = currentTimeMs();
  return attempts.map(({ deliveryId, webhookId, number, dueAt }) => {
    const ts = new Date(dueAt).getTime();
    const immediate = ts <= now;
    const data = { deliveryId, webhookId, number, immediate } satisfies DueData;
    return immediate ? { name: deliveryDue, data } : { name: deliveryDue, data, ts };
  });
}

/** The most signals of one request to Inngest, well under its limit of 512 KB. */
export const signalsAtOnce = 1_000;
