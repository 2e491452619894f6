import { pool } from "../db";
import { runEveryFewSeconds } from "../every-few-seconds";
import { lookForWork } from "./find-due";
import { callSlot } from "./wake-workers";

/**
 * Calls a slot if there is work that no loop claims. This is how work goes on after a lost signal, after a worker was killed, and after an
 * Inngest server was redeployed, which loses signals that it has acknowledged. Any number of processes may watch.
 * @param hasIdleWorker whether this process is a worker without a slot
 */
export async function watchSlotsOnce(hasIdleWorker = false): Promise<void> {
  const { claimable, awake, late } = await lookForWork(pool());
  if (claimable && !awake) await callSlot(0);
  // The loop that is awake lags behind. Calling a slot that is taken does nothing.
  else if (late && hasIdleWorker) for (const slot of [0, 1]) await callSlot(slot);
}

/**
 * Watches every 2 to 5 seconds, at random, so that several processes do not watch at the same moment.
 * @param hasIdleWorker whether this process is a worker that has no slot just now
 * @returns a function that stops the watch
 */
export function startWatching(hasIdleWorker = () => false): () => void {
  return runEveryFewSeconds(() => watchSlotsOnce(hasIdleWorker()), "could not look for due work");
}
