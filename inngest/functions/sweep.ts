import { recordInterruptedAttempts } from "@/lib/deliveries/record-interrupted";
import { callEntityRecorder } from "@/lib/entities/call-recorder";
import { publishOwnEvents } from "@/lib/events/publish-own-events";
import { closeSettledIncidents, openMissingIncidents } from "@/lib/incidents/settle-incidents";
import { findUnattendedJobs } from "@/lib/jobs/job-lease";
import { probePausedWebhooks } from "@/lib/self-healing/probe-webhooks";
import { makeFailingSignals, makeJobSignals, makePauseSignals } from "@/lib/signals";
import { watchSlotsOnce } from "@/lib/slots/watch-slots";
import { callWaitingSources } from "@/lib/sources/mapping/call-waiting-sources";
import { findUnnotifiedPauses } from "@/lib/webhooks/find-unnotified-pauses";
import { findUnnotifiedWarnings } from "@/lib/webhooks/find-unnotified-warnings";
import { recordRecoveries } from "@/lib/webhooks/record-recoveries";
import { inngest } from "../client";

/**
 * Every minute, finds work that lost its signal or its worker: due deliveries that no worker claims, interrupted attempts of held
 * or discarded deliveries, pauses and warnings that no user was notified of, own events that were not published, jobs that no
 * run works on, messages of sources that were not mapped, and events whose entities were not recorded. It also probes paused webhooks
 * that are self-healing, records the recovery of webhooks, and closes incidents that are over.
 */
export const sweep = inngest.createFunction(
  { id: "sweep", triggers: [{ cron: "* * * * *" }], concurrency: [{ limit: 1 }], retries: 3 },
  async ({ step }) => {
    await step.run("watch-slots", () => watchSlotsOnce());
    await step.run("record-interrupted", () => recordInterruptedAttempts());
    await step.run("signal-notifications", async () => {
      const signals = [
        ...makePauseSignals(await findUnnotifiedPauses()),
        ...makeFailingSignals(await findUnnotifiedWarnings()),
      ];
      if (signals.length > 0) await inngest.send(signals);
      return signals.length;
    });
    await step.run("probe-paused-webhooks", () => probePausedWebhooks());
    await step.run("publish-own-events", async () => {
      await recordRecoveries();
      return await publishOwnEvents();
    });
    await step.run("call-jobs", async () => {
      const signals = makeJobSignals(await findUnattendedJobs());
      if (signals.length > 0) await inngest.send(signals);
      return signals.length;
    });
    await step.run("settle-incidents", async () => {
      await openMissingIncidents();
      await closeSettledIncidents();
    });
    await step.run("call-sources", () => callWaitingSources());
    await step.run("call-entity-recorder", () => callEntityRecorder());
  },
);
