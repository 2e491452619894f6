import { recordEntities as recordNamedEntities } from "@/lib/entities/record-entities";
import { sendSignals } from "@/lib/signals";
import { inngest } from "../client";

/**
 * Adds the entities of accepted events to the table of entities for a few seconds, then signals itself if there are more. Workers call it
 * every few seconds while the ledger has events that it has not read (decision 40).
 */
export const recordEntities = inngest.createFunction(
  {
    id: "record-entities",
    triggers: [{ event: "entities/called" }],
    concurrency: [{ limit: 1 }],
    retries: 3,
  },
  async ({ step }) => {
    const hasMoreWork = await step.run("record", () => recordNamedEntities());
    if (hasMoreWork) await step.run("call-again", () => sendSignals([{ name: "entities/called", data: {} }]));
  },
);
