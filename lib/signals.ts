import { z } from "zod";
import { currentTimeMs } from "./clock";
import { log } from "./log";

/** The data of each signal. A signal only wakes code up: everything it says is in the ledger too. */
export const signalSchemas = {
  "delivery/due": z.object({
    deliveryId: z.uuid(),
    webhookId: z.uuid(),
    /** The number of the attempt to make. */
    number: z.number().int().min(1),
    /** Due now, so it joins a batch; a batch cannot wait for a time (Inngest ignores `ts` there). */
    immediate: z.boolean(),
  }),
  "delivery/resend-requested": z.object({ attemptId: z.uuid(), webhookId: z.uuid() }),
  "delivery/sweep-requested": z.object({ webhookId: z.uuid() }),
  "webhook/paused": z.object({ webhookId: z.uuid() }),
};

type Schemas = typeof signalSchemas;

export type Signal = {
  [Name in keyof Schemas]: {
    name: Name;
    data: z.infer<Schemas[Name]>;
    /** When it is due, in ms since the epoch; left out: now. */
    ts?: number;
  };
}[keyof Schemas];

/** Hands signals to the engine that runs the functions. Rejects when it cannot. */
export type SignalSender = (signals: Signal[]) => Promise<void>;

/** On globalThis, because Next bundles this file apart from the small server in front of it. */
const shared = globalThis as { hookledgerSignalSender?: SignalSender | undefined };

/** To be called once at the start of each process that has an engine (inngest/register-sender.ts). */
export function registerSignalSender(sender: SignalSender | undefined): void {
  shared.hookledgerSignalSender = sender;
}

/**
 * Sends signals. Call it after the commit, never inside a transaction, and do not wait for it: the response only promises
 * what is on disk. Never rejects: signals that cannot be sent are logged, and the sweep finds their work within a minute.
 */
export async function sendSignals(signals: Signal[]): Promise<void> {
  if (signals.length === 0) return;
  try {
    if (!shared.hookledgerSignalSender) throw new Error("no signal sender is registered in this process");
    await shared.hookledgerSignalSender(signals);
  } catch (error) {
    const { message } = error as Error;
    log.warn(
      { error: message, signals: signals.length },
      "could not send signals; the sweep will pick up their work",
    );
  }
}

/** For the first attempts of deliveries that were just written. */
export function firstAttemptSignals(due: readonly { deliveryId: string; webhookId: string }[]): Signal[] {
  return due.map(({ deliveryId, webhookId }) => ({
    name: "delivery/due",
    data: { deliveryId, webhookId, number: 1, immediate: true },
  }));
}

/** For attempts at their due times: retries, and what the sweep found. */
export function attemptSignals(
  attempts: readonly { deliveryId: string; webhookId: string; number: number; dueAt: Date | string }[],
): Signal[] {
  const now = currentTimeMs();
  return attempts.map(({ deliveryId, webhookId, number, dueAt }) => {
    const ts = new Date(dueAt).getTime();
    const immediate = ts <= now;
    const data = { deliveryId, webhookId, number, immediate };
    return immediate ? { name: "delivery/due", data } : { name: "delivery/due", data, ts };
  });
}

export function resendSignals(
  resends: readonly { attemptId: string; webhookId: string; dueAt: Date }[],
): Signal[] {
  return resends.map(({ attemptId, webhookId, dueAt }) => ({
    name: "delivery/resend-requested",
    data: { attemptId, webhookId },
    ts: dueAt.getTime(),
  }));
}

export function pauseSignals(webhookIds: readonly string[]): Signal[] {
  return webhookIds.map((webhookId) => ({ name: "webhook/paused", data: { webhookId } }));
}
