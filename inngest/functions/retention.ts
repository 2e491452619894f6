import { recheckEntities } from "@/lib/entities/call-recorder";
import { deleteExpiredLinks } from "@/lib/portal-links/delete-expired";
import { applyRetention } from "@/lib/retention/apply-retention";
import { deleteExpiredSessionsAndThrottles } from "@/lib/sign-in/delete-expired";
import { inngest } from "../client";

/**
 * Removes data past its retention period every night; on the embedded engine, also when a worker starts. Also has the entities of the last
 * day recorded again.
 */
export const retention = inngest.createFunction(
  { id: "retention", triggers: [{ cron: "17 3 * * *" }], concurrency: [{ limit: 1 }], retries: 3 },
  async ({ step }) => {
    await step.run("apply", () => applyRetention());
    await step.run("recheck-entities", () => recheckEntities());
    await step.run("clear-sign-ins", () => deleteExpiredSessionsAndThrottles());
    await step.run("clear-portal-links", () => deleteExpiredLinks());
  },
);
