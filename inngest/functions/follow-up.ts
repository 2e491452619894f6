import type { FollowUp } from "@/lib/deliveries/attempt-deliveries";
import { attemptSignals, pauseSignals, type Signal } from "@/lib/signals";
import { maxSignalsPerRequest } from "../client";

interface Step {
  sendEvent(id: string, signals: Signal[]): Promise<unknown>;
}

/** A step's result after it went through JSON. */
type StoredFollowUp = {
  retries: (Omit<FollowUp["retries"][number], "dueAt"> & { dueAt: string })[];
  pausedWebhookIds: string[];
};

/** Signals what follows from attempts: retries at their time, and notifications of a pause. */
export async function signalFollowUp(
  step: Step,
  { retries, pausedWebhookIds }: StoredFollowUp,
): Promise<void> {
  const signals = [...attemptSignals(retries), ...pauseSignals(pausedWebhookIds)];
  for (let start = 0; start < signals.length; start += maxSignalsPerRequest) {
    await step.sendEvent(`follow-up-${start}`, signals.slice(start, start + maxSignalsPerRequest));
  }
}
