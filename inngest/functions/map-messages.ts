import { makeSourceSignals, sendSignals, signalSchemas } from "@/lib/signals";
import { runMapping } from "@/lib/sources/mapping/run-mapping";
import { inngest } from "../client";

/**
 * Makes events from the messages of a source for a few seconds, then signals itself if there are more. Workers call it every few seconds
 * for each source with messages that wait, so a lost signal or worker costs seconds (decision 39).
 */
export const mapMessages = inngest.createFunction(
  { id: "map-messages", triggers: [{ event: "source/called" }], retries: 3 },
  async ({ event, step }) => {
    const { sourceId } = signalSchemas["source/called"].parse(event.data);
    const hasMoreWork = await step.run("map", () => runMapping(sourceId));
    if (hasMoreWork) await step.run("call-again", () => sendSignals(makeSourceSignals([sourceId])));
  },
);
