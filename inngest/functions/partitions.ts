// Short file: one Inngest function per file.
import { ensurePartitions } from "@/lib/partitions/ensure-partitions";
import { inngest } from "../client";

/** Every hour, creates the missing partitions of the next three months; usually none is missing. */
export const partitions = inngest.createFunction(
  { id: "partitions", triggers: [{ cron: "43 * * * *" }], concurrency: [{ limit: 1 }], retries: 3 },
  async ({ step }) => step.run("ensure", () => ensurePartitions()),
);
