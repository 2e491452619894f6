import { z } from "zod";
import {
  sweepDeliveries,
  sweepOldest,
  sweepPausedWebhooks,
  sweepResends,
} from "@/lib/deliveries/sweep-deliveries";
import { inngest } from "../client";
import { attemptsAt, resendRequested, signalsAtOnce, sweepRequested, webhookPaused } from "../signals";

const data = z.object({ webhookId: z.uuid().optional() });

/** A backlog has its signals already: what the sweep repeats of it each minute must stay a small share. */
const deliveriesPerSweep = 20_000;

/**
 * Finds what is due and was not done, and signals it: every minute, because signals may be lost; and at once for
 * a webhook whose held deliveries were set free.
 */
export const sweep = inngest.createFunction(
  {
    id: "sweep",
    triggers: [{ cron: "* * * * *" }, { event: sweepRequested }],
    concurrency: [{ limit: 1 }],
    retries: 3,
  },
  async ({ event, step }) => {
    const { webhookId } = data.parse(event.data ?? {});
    await step.run("signal-deliveries", () => signalDeliveries(webhookId));
    if (webhookId === undefined) await step.run("signal-the-rest", signalTheRest);
  },
);

async function signalDeliveries(webhookId: string | undefined): Promise<number> {
  for (let total = 0; ; ) {
    const found = await sweepDeliveries(signalsAtOnce, webhookId);
    if (found.length > 0) await inngest.send(attemptsAt(found));
    total += found.length;
    const enough = webhookId === undefined && total >= deliveriesPerSweep;
    if (found.length < signalsAtOnce || enough) return total;
  }
}

async function signalTheRest(): Promise<number> {
  const resends = (await sweepResends(signalsAtOnce)).map(({ attemptId, webhookId, dueAt }) => ({
    name: resendRequested,
    data: { attemptId, webhookId },
    ts: dueAt.getTime(),
  }));
  const pauses = (await sweepPausedWebhooks()).map((webhookId) => ({
    name: webhookPaused,
    data: { webhookId },
  }));
  const signals = [...attemptsAt(await sweepOldest(signalsAtOnce)), ...resends, ...pauses];
  if (signals.length > 0) await inngest.send(signals);
  return signals.length;
}
