import { batch } from "@/lib/batch";
import { log } from "@/lib/log";
import { inngest } from "./client";
import { type Signal, signalsAtOnce } from "./signals";

const send = batch<Signal[], void>(
  async (groups) => {
    // The client routes a signal to the functions it knows: those of this process, loaded at its first signal.
    await import("./functions");
    const signals = groups.flat();
    for (let start = 0; start < signals.length; start += signalsAtOnce) {
      await inngest.send(signals.slice(start, start + signalsAtOnce));
    }
    return groups.map(() => undefined);
  },
  { max: 500, concurrency: 2 },
);

/**
 * Sends signals after a commit. Never fails: the ledger has what they say, so one that cannot be sent is logged
 * and the sweep finds its work within a minute.
 */
export async function announce(signals: Signal[]): Promise<void> {
  if (signals.length === 0) return;
  try {
    await send(signals);
  } catch (error) {
    const { message } = error as Error;
    log.warn(
      { error: message, signals: signals.length },
      "signals could not be sent; the sweep will find their work",
    );
  }
}
