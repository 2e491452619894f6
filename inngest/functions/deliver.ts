import { signalSchemas } from "@/lib/signals";
import { runSlot } from "@/lib/worker/run-slot";
import { inngest, selectedEngine } from "../client";

/**
 * Delivers: one run is a worker loop that has a slot for a slice of a minute, in one request. It claims what is due over all webhooks,
 * first attempts, retries and resends, so the engine is in no delivery's path. It has no step, no retries and no concurrency
 * limit: the lease of the slot keeps other runs out, and the watch calls a slot again after a lost run (decision 25).
 */
export const deliver = inngest.createFunction(
  { id: "deliver", triggers: [{ event: "delivery/slot-called" }], retries: 0 },
  async ({ event }) => {
    const { slot } = signalSchemas["delivery/slot-called"].parse(event.data);
    // The embedded engine's runs cost nothing while they wait; those of an Inngest server end when there is nothing to do.
    return await runSlot(slot, selectedEngine() === "embedded");
  },
);
