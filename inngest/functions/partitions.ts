// Short file: one Inngest function per file.
import { ensurePartitions } from "@/lib/partitions/ensure-partitions";
import { inngest } from "../client";

/** Makes the partitions of the coming months every hour; usually there is nothing to do. */
export const partitions = inngest.createFunction(
  { id: "partitions", triggers: [{ cron: "43 * * * *" }], concurrency: [{ limit: 1 }], retries: 3 },
  async ({ step }) => step.run("ensure", () => ensurePartitions()),
);
