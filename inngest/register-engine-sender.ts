import { batch } from "@/lib/batch";
import { registerSignalSender, type Signal } from "@/lib/signals";
import { inngest, maxSignalsPerRequest } from "./client";

const sendToEngine = batch<Signal[], void>(
  async (groups) => {
    // The client routes a signal only to functions that this process has loaded, so load them before the first signal.
    await import("./functions");
    const signals = groups.flat();
    for (let start = 0; start < signals.length; start += maxSignalsPerRequest) {
      await inngest.send(signals.slice(start, start + maxSignalsPerRequest));
    }
    return groups.map(() => undefined);
  },
  { max: 500, concurrency: 2 },
);

/** Lets the use cases of this process send their signals through Inngest or the embedded engine. */
export function registerEngineSender(): void {
  registerSignalSender(sendToEngine);
}
