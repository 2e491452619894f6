import { setImmediate as nextTurn } from "node:timers/promises";
import { clearCatalogueCache, loadCatalogue } from "../../catalogue/catalogue-cache";
import { Budget } from "../../evaluation/budget";
import { OverBudget } from "../../evaluation/over-budget";
import type { DeliveryPlan } from "../../events/plan-deliveries";
import { planEvents, planForRequests } from "../../events/plan-events";
import { loadSubscriptions } from "../../events/subscriptions";
import { type ValidEvent, validateEvents } from "../../events/validate-events";
import { readIdTime } from "../../ids";
import { log } from "../../log";
import { describeRejection } from "./describe-rejection";
import { mapMessage } from "./map-message";
import type { MappingSource, WaitingMessage } from "./read-waiting";

/**
 * A message with its event, ready to be written; with the reason why it cannot become one; or with a failure that may pass, after which it is
 * tried again.
 */
export type PlannedMessage =
  | { message: WaitingMessage; event: ValidEvent; plan: DeliveryPlan; hasOwnId: boolean }
  | { message: WaitingMessage; reason: string }
  | { message: WaitingMessage; failure: string };

/** For how long messages are mapped before other work of the process gets its turn, in ms. */
const maxTurnMs = 5;

interface ValidMessage {
  message: WaitingMessage;
  event: ValidEvent;
  hasOwnId: boolean;
  budget: Budget;
}

const overBudgetFailure =
  "Validating the event, or evaluating the conditions and templates of its webhooks, took too long. Simplify them, then take the message again.";

/**
 * Maps, validates and plans messages, each on its own: a message that cannot become an event does not keep the others. Nothing is locked or
 * written.
 */
export async function planMessages(
  source: MappingSource,
  messages: readonly WaitingMessage[],
): Promise<PlannedMessage[]> {
  // The cache may be some seconds old. An event type that was added meanwhile would be unknown, and the message would have to be taken again.
  clearCatalogueCache();
  const planned = new Map<string, PlannedMessage>();
  const valid: ValidMessage[] = [];
  let turnEndsAt = performance.now() + maxTurnMs;
  for (const message of messages) {
    if (performance.now() >= turnEndsAt) {
      await nextTurn();
      turnEndsAt = performance.now() + maxTurnMs;
    }
    const validated = await validateMessage(source, message);
    if ("event" in validated) valid.push(validated);
    else planned.set(message.id, validated);
  }
  const plans = await planForRequests(valid, await loadSubscriptions(valid.map(({ event }) => event.type)));
  for (const [index, { message, event, hasOwnId }] of valid.entries()) {
    const plan = plans[index] ?? (await planInThread(event, source));
    planned.set(
      message.id,
      plan ? { message, event, plan, hasOwnId } : { message, failure: overBudgetFailure },
    );
  }
  return messages.map(({ id }) => planned.get(id) as PlannedMessage);
}

async function validateMessage(
  source: MappingSource,
  message: WaitingMessage,
): Promise<ValidMessage | Exclude<PlannedMessage, { event: unknown }>> {
  const mapped = mapSafely(source, message, await loadCatalogue());
  if (!mapped.ok) return { message, reason: mapped.reason };
  const { event: parts, ownId } = mapped;
  const { occurredAt, ...comparable } = parts;
  const budget = new Budget(source.scope.partnerId);
  // The tab keeps the key apart from those of the events API, which have no control characters.
  const idempotencyKey = ownId === null ? undefined : `source\t${source.id}\t${ownId}`;
  try {
    // Without its time, which a system may write anew when it sends the message again: then the repetition would look like other content.
    const validated = await validateEvents(source.scope, [{ ...comparable, idempotencyKey }], budget);
    if (!validated.ok) return { message, reason: describeRejection(validated) };
    const [event] = validated.events as [ValidEvent];
    const { id: messageId, verified } = message;
    return {
      message,
      event: {
        ...event,
        occurredAt: occurredAt ?? new Date(readIdTime(messageId)),
        source: { messageId, verified },
      },
      hasOwnId: ownId !== null,
      budget,
    };
  } catch (error) {
    if (error instanceof OverBudget) return { message, failure: overBudgetFailure };
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

/** Plans an event with a budget of its own, because the time of its first one may have passed while others were planned. */
async function planInThread(event: ValidEvent, { scope }: MappingSource): Promise<DeliveryPlan | null> {
  try {
    const [plan] = await planEvents([event], new Budget(scope.partnerId));
    return plan ?? null;
  } catch (error) {
    if (error instanceof OverBudget) return null;
    throw error;
  }
}
