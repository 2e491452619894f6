import type { FollowUp } from "@/lib/deliveries/attempt-deliveries";
import { attemptsAt, type Signal, signalsAtOnce, webhookPaused } from "../signals";

interface Step {
  sendEvent(id: string, signals: Signal[]): Promise<unknown>;
}

/** What a step's result looks like once it went through JSON. */
type Stored = {
  retries: (Omit<FollowUp["retries"][number], "dueAt"> & { dueAt: string })[];
  pausedWebhookIds: string[];
};

/** Signals what attempts left to do: retries at their time, and that people must be told of a pause. */
export async function signalFollowUp(step: Step, { retries, pausedWebhookIds }: Stored): Promise<void> {
  const paused = pausedWebhookIds.map((webhookId) => ({ name: webhookPaused, data: { webhookId } }));
  const signals = [...attemptsAt(retries), ...paused];
  for (let start = 0; start < signals.length; start += signalsAtOnce) {
    await step.sendEvent(`follow-up-${start}`, signals.slice(start, start + signalsAtOnce));
  }
}
