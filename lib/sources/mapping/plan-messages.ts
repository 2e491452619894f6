import { loadCatalogue } from "../../catalogue/catalogue-cache";
import { Budget } from "../../evaluation/budget";
import { OverBudget } from "../../evaluation/over-budget";
import type { DeliveryPlan } from "../../events/plan-deliveries";
import { planEvents, planForRequests } from "../../events/plan-events";
import { loadSubscriptions } from "../../events/subscriptions";
import { type ValidEvent, validateEvents } from "../../events/validate-events";
import { readIdTime } from "../../ids";
import { log } from "../../log";
import { mapMessage } from "./map-message";
import type { MappingSource, WaitingMessage } from "./read-waiting";

/** A message with its event, ready to be written, or with the reason why there is none. */
export type PlannedMessage =
  | { message: WaitingMessage; event: ValidEvent; plan: DeliveryPlan; hasOwnId: boolean }
  | { message: WaitingMessage; reason: string };

interface ValidMessage {
  message: WaitingMessage;
  event: ValidEvent;
  hasOwnId: boolean;
  budget: Budget;
}

const overBudgetReason =
  "Validating the event, or evaluating the conditions and templates of its webhooks, took too long. Simplify them, then take the message again.";

/**
 * Maps, validates and plans messages, each on its own: a message that cannot become an event does not keep the others. Nothing is locked or
 * written.
 */
export async function planMessages(
  source: MappingSource,
  messages: readonly WaitingMessage[],
): Promise<PlannedMessage[]> {
  const planned = new Map<string, PlannedMessage>();
  const valid: ValidMessage[] = [];
  for (const message of messages) {
    const checked = await validateMessage(source, message);
    if ("reason" in checked) planned.set(message.id, checked);
    else valid.push(checked);
  }
  const plans = await planForRequests(valid, await loadSubscriptions(valid.map(({ event }) => event.type)));
  for (const [index, one] of valid.entries()) {
    const plan = plans[index] ?? (await planInThread(one));
    const { message, event, hasOwnId } = one;
    planned.set(
      message.id,
      plan ? { message, event, plan, hasOwnId } : { message, reason: overBudgetReason },
    );
  }
  return messages.map(({ id }) => planned.get(id) as PlannedMessage);
}

async function validateMessage(
  source: MappingSource,
  message: WaitingMessage,
): Promise<ValidMessage | { message: WaitingMessage; reason: string }> {
  const mapped = mapSafely(source, message, await loadCatalogue());
  if (!mapped.ok) return { message, reason: mapped.reason };
  const budget = new Budget(source.scope.partnerId);
  // The ID is unique only for its system, and must not meet the keys of the events API.
  const idempotencyKey = mapped.ownId === null ? undefined : `source ${source.id} ${mapped.ownId}`;
  try {
    const validated = await validateEvents(source.scope, [{ ...mapped.event, idempotencyKey }], budget);
    if (!validated.ok) return { message, reason: validated.message };
    const [event] = validated.events as [ValidEvent];
    const { id: messageId, verified } = message;
    // Not part of the digest: a repetition comes at another time, and must not look like other content.
    const occurredAt = mapped.event.occurredAt ?? new Date(readIdTime(messageId));
    return {
      message,
      event: { ...event, occurredAt, source: { messageId, verified } },
      hasOwnId: mapped.ownId !== null,
      budget,
    };
  } catch (error) {
    if (error instanceof OverBudget) return { message, reason: overBudgetReason };
    throw error;
  }
}

/** An unexpected error must not keep the messages after this one from becoming events. */
function mapSafely(
  source: MappingSource,
  message: WaitingMessage,
  catalogue: Awaited<ReturnType<typeof loadCatalogue>>,
): ReturnType<typeof mapMessage> {
  const { type, entityId } = message.taken ?? {};
  try {
    return mapMessage(source, message, catalogue, { type, entityId });
  } catch (error) {
    log.error({ messageId: message.id, error: (error as Error).stack }, "could not map a message");
    return { ok: false, reason: "The mapping failed unexpectedly. The log of the worker has the error." };
  }
}

async function planInThread({ event, budget }: ValidMessage): Promise<DeliveryPlan | null> {
  try {
    const [plan] = await planEvents([event], budget);
    return plan ?? null;
  } catch (error) {
    if (error instanceof OverBudget) return null;
    throw error;
  }
}
