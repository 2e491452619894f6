import {
  sweepDeliveries,
  sweepOldest,
  sweepPauseNotifications,
  sweepResends,
} from "@/lib/deliveries/sweep-deliveries";
import { attemptSignals, pauseSignals, resendSignals, signalSchemas } from "@/lib/signals";
import { inngest, maxSignalsPerRequest } from "../client";

/** Without a webhook: the tick of the cron. */
const sweepDataSchema = signalSchemas["delivery/sweep-requested"].partial();

/** A backlog has its signals already: what the sweep repeats of it each minute must stay a small share. */
const deliveriesPerSweep = 20_000;

/**
 * Finds overdue work and signals it: every minute, because signals may be lost, and at once for a webhook whose
 * held deliveries were released.
 */
export const sweep = inngest.createFunction(
  {
    id: "sweep",
    triggers: [{ cron: "* * * * *" }, { event: "delivery/sweep-requested" }],
    concurrency: [{ limit: 1 }],
    retries: 3,
  },
  async ({ event, step }) => {
    const { webhookId } = sweepDataSchema.parse(event.data ?? {});
    await step.run("signal-deliveries", () => signalDeliveries(webhookId));
    if (webhookId === undefined) await step.run("signal-the-rest", signalRemainingWork);
  },
);

async function signalDeliveries(webhookId: string | undefined): Promise<number> {
  for (let total = 0; ; ) {
    const found = await sweepDeliveries(maxSignalsPerRequest, webhookId);
    if (found.length > 0) await inngest.send(attemptSignals(found));
    total += found.length;
    const enough = webhookId === undefined && total >= deliveriesPerSweep;
    if (found.length < maxSignalsPerRequest || enough) return total;
  }
}

async function signalRemainingWork(): Promise<number> {
  const signals = [
    ...attemptSignals(await sweepOldest(maxSignalsPerRequest)),
    ...resendSignals(await sweepResends(maxSignalsPerRequest)),
    ...pauseSignals(await sweepPauseNotifications()),
  ];
  if (signals.length > 0) await inngest.send(signals);
  return signals.length;
}
