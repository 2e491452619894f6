import { signalSchemas } from "@/lib/signals";
import { runSlot } from "@/lib/worker/run-slot";
import { getSelectedEngine, inngest } from "../client";

/**
 * Sends deliveries. One run is a worker loop that has a slot for a slice of a minute, in one request. The loop claims due first attempts,
 * retries and resends of all webhooks, so that no delivery needs a run of its own. The function has no steps, no retries and no
 * concurrency limit: the lease of the slot keeps other runs out, and the watch calls a slot again after a lost run (decision 25).
 */
export const deliver = inngest.createFunction(
  { id: "deliver", triggers: [{ event: "delivery/slot-called" }], retries: 0 },
  async ({ event }) => {
    const { slot } = signalSchemas["delivery/slot-called"].parse(event.data);
    // On the embedded engine, a run waits for work, which costs nothing; on an Inngest server, it ends when there is nothing to do.
    return await runSlot(slot, getSelectedEngine() === "embedded");
  },
);
