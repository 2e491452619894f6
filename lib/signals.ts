import { z } from "zod";
import { log } from "./log";

/** The schema of each signal's data. A signal only starts work; everything that it says is also in the ledger. */
export const signalSchemas = {
  /** Starts a worker loop. */
  "delivery/slot-called": z.object({ slot: z.number().int().min(0) }),
  "webhook/paused": z.object({ webhookId: z.uuid() }),
  /** Works on a job for a few seconds. */
  "job/called": z.object({ jobId: z.uuid() }),
  /** Makes events from the messages of a source that wait. */
  "source/called": z.object({ sourceId: z.uuid() }),
  /** Adds the entities of new events to the table of entities. */
  "entities/called": z.object({}),
  /** Warns users before failed deliveries pause the webhook. */
  "webhook/failing": z.object({ webhookId: z.uuid() }),
};

type Schemas = typeof signalSchemas;

export type Signal = {
  [Name in keyof Schemas]: {
    name: Name;
    data: z.infer<Schemas[Name]>;
    /** When the signal is due, in ms since the epoch; now, if left out. */
    ts?: number;
  };
}[keyof Schemas];

/** Passes signals to the engine that runs the functions. Rejects when the engine cannot take them. */
export type SignalSender = (signals: Signal[]) => Promise<void>;

/** The sender is kept on globalThis because Next bundles this file separately from the server in front of it. */
const shared = globalThis as { hookledgerSignalSender?: SignalSender | undefined };

/** Sets the sender. Called once at the start of each process that sends signals (inngest/register-engine-sender.ts). */
export function registerSignalSender(sender: SignalSender | undefined): void {
  shared.hookledgerSignalSender = sender;
}

/**
 * Sends signals, and returns whether the engine took them. Call it after the commit, never inside a transaction, and do not
 * wait for it: the response only promises what is on disk. Never rejects: signals that cannot be sent are logged; workers
 * find due deliveries (slots/watch-slots.ts), messages that wait (sources/mapping/call-waiting-sources.ts) and events whose entities are not
 * recorded (entities/call-recorder.ts) within seconds, and the sweep finds jobs, and pauses and warnings without notifications, within a minute.
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

export function makeSourceSignals(sourceIds: readonly string[]): Signal[] {
  return sourceIds.map((sourceId) => ({ name: "source/called", data: { sourceId } }));
}
