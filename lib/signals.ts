import { z } from "zod";
import { log } from "./log";

/** The data of each signal. A signal only wakes code up: everything it says is in the ledger too. */
export const signalSchemas = {
  /** Starts a worker loop. */
  "delivery/slot-called": z.object({ slot: z.number().int().min(0) }),
  "webhook/paused": z.object({ webhookId: z.uuid() }),
  /** Works on a job for a few seconds. */
  "job/called": z.object({ jobId: z.uuid() }),
  /** A warning is due before the webhook is paused. */
  "webhook/failing": z.object({ webhookId: z.uuid() }),
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

/** To be called once at the start of each process that has an engine (inngest/register-engine-sender.ts). */
export function registerSignalSender(sender: SignalSender | undefined): void {
  shared.hookledgerSignalSender = sender;
}

/**
 * Sends signals, and returns whether the engine took them. Call it after the commit, never inside a transaction, and do not
 * wait for it: the response only promises what is on disk. Never rejects: signals that cannot be sent are logged; the watch
 * finds due deliveries within seconds (slots/watch-slots.ts), and the sweep finds unnotified pauses and warnings, and jobs, within a
 * minute.
 */
export async function sendSignals(signals: Signal[]): Promise<boolean> {
  if (signals.length === 0) return true;
  try {
    if (!shared.hookledgerSignalSender) throw new Error("no signal sender is registered in this process");
    await shared.hookledgerSignalSender(signals);
    return true;
  } catch (error) {
    const { message } = error as Error;
    log.warn(
      { error: message, signals: signals.length },
      "could not send signals; the watch or the sweep will find their work",
    );
    return false;
  }
}

export function makePauseSignals(webhookIds: readonly string[]): Signal[] {
  return webhookIds.map((webhookId) => ({ name: "webhook/paused", data: { webhookId } }));
}

export function makeJobSignals(jobIds: readonly string[]): Signal[] {
  return jobIds.map((jobId) => ({ name: "job/called", data: { jobId } }));
}

export function makeFailingSignals(webhookIds: readonly string[]): Signal[] {
  return webhookIds.map((webhookId) => ({ name: "webhook/failing", data: { webhookId } }));
}
