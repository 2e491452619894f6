import { batch } from "../batch";
import { pool, transaction } from "../db";
import { Budget } from "../evaluation/budget";
import { withPartitions } from "../partitions/ensure-partitions";
import { requirePermission, type Scope } from "../scope/scope";
import { wakeWorkers, wakeWorkersAfterStatement } from "../slots/wake-workers";
import { requireBacklogRoom } from "./backlog-limit";
import type { DeliveryPlan } from "./plan-deliveries";
import { planEvents, planForRequests } from "./plan-events";
import type { AcceptedEvent, EventInput } from "./schema";
import {
  findSubscriptions,
  forgetSubscriptions,
  loadSubscriptions,
  type SubscriptionsByTrigger,
} from "./subscriptions";
import { type EventRejection, type ValidEvent, validateEvents } from "./validate-events";
import { type DueDelivery, SubscriptionsChanged, type WriteResult, writeEvents } from "./write-events";

export type AcceptEventsResult = { ok: true; results: AcceptedEvent[]; due: DueDelivery[] } | EventRejection;

/**
 * Single events that arrive at the same time share a commit; each is accepted or rejected on its own. The result is null if the event needs
 * more steps than its request may spend on this thread: then it is not in this commit, and writeEvent plans it in a thread and writes it
 * alone.
 */
const writeInBatches = batch<WriteRequest, WriteResult | null>(
  async (requests) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await planAndWrite(requests, tries < maxTries);
      } catch (error) {
        if (!(error instanceof SubscriptionsChanged)) throw error;
        forgetSubscriptions(error.triggers);
      }
    }
  },
  { max: 200, concurrency: 4 },
);

interface WriteRequest {
  event: ValidEvent;
  budget: Budget;
}

/** The last try does not compare subscriptions again: events are then written as planned with the subscriptions that it has just read. */
const maxTries = 3;

async function planAndWrite(
  requests: readonly WriteRequest[],
  mustCompare: boolean,
): Promise<(WriteResult | null)[]> {
  const types = requests.map(({ event }) => event.type);
  const subscriptions = mustCompare ? await findSubscriptions(types) : await loadSubscriptions(types);
  const plans = await planForRequests(requests, subscriptions);
  const plannedEvents = requests.flatMap(({ event }, index) => {
    const plan = plans[index];
    return plan ? [{ event, plan }] : [];
  });
  const written = await withPartitions(() =>
    writeAndWake(plannedEvents, mustCompare ? subscriptions : undefined),
  );
  return plans.map((plan) => (plan ? (written.shift() as WriteResult) : null));
}

/** Writes events, and wakes the workers for their deliveries with a statement that is sent right after the write on the same connection. */
async function writeAndWake(
  plannedEvents: readonly { event: ValidEvent; plan: DeliveryPlan }[],
  plannedWith: SubscriptionsByTrigger | undefined,
): Promise<WriteResult[]> {
  const plans = plannedEvents.map(({ plan }) => plan);
  const due = plans.flatMap(({ deliveries }) => deliveries.filter(({ held }) => !held));
  const client = await pool().connect();
  const writing = writeEvents(
    client,
    plannedEvents.map(({ event }) => event),
    plans,
    plannedWith,
  );
  const waking = wakeWorkersAfterStatement(client, { webhookIds: due.map(({ webhookId }) => webhookId) });
  let broken: Error | undefined;
  try {
    return await writing;
  } catch (error) {
    if (!(error instanceof SubscriptionsChanged)) broken = error as Error;
    throw error;
  } finally {
    void waking.then(() => client.release(broken));
  }
}

/**
 * Accepts one event: validates it, matches it with the webhooks, freezes the bodies and writes everything. When this
 * resolves with ok, the event and its deliveries are on disk and will be sent even if this process dies. `due`: the
 * deliveries whose first attempt is due; the worker loops find them even if they are not woken. Throws OverBudget, with
 * nothing written, when validating, matching and rendering take too long, and BacklogFull while too many deliveries are due.
 */
export async function acceptEvent(
  scope: Scope,
  input: EventInput,
  budget = new Budget(scope.partnerId),
): Promise<AcceptEventsResult> {
  requirePermission(scope, "events:write");
  requireBacklogRoom(scope, [input]);
  const validated = await validateEvents(scope, [input], budget);
  if (!validated.ok) return validated;
  const { events } = validated;
  return toResult(events, await Promise.all(events.map((event) => writeEvent(event, budget))));
}

async function writeEvent(event: ValidEvent, budget: Budget): Promise<WriteResult> {
  const written = await writeInBatches({ event, budget });
  if (written) return written;
  const plans = await planEvents([event], budget);
  const plannedEvents = plans.map((plan) => ({ event, plan }));
  const [result] = await withPartitions(() => writeAndWake(plannedEvents, undefined));
  return result as WriteResult;
}

/** Accepts up to 1,000 events, all or none: one rejected event rejects the batch. Throws like acceptEvent. */
export async function acceptEvents(
  scope: Scope,
  inputs: readonly EventInput[],
  budget = new Budget(scope.partnerId),
): Promise<AcceptEventsResult> {
  requirePermission(scope, "events:write");
  requireBacklogRoom(scope, inputs);
  const validated = await validateEvents(scope, inputs, budget);
  if (!validated.ok) return validated;
  // Planned before the transaction: a request that waits for a thread must not hold a database connection.
  const plans = await planEvents(validated.events, budget);
  let rejection: EventRejection | undefined;
  try {
    const committed = await withPartitions(() =>
      transaction(async (client) => {
        const result = toResult(validated.events, await writeEvents(client, validated.events, plans));
        if (result.ok) return result;
        rejection = result;
        throw new Error("rolled back: one event of the batch was rejected");
      }),
    );
    if (committed.ok) void wakeWorkers({ webhookIds: committed.due.map(({ webhookId }) => webhookId) });
    return committed;
  } catch (error) {
    if (rejection) return rejection;
    throw error;
  }
}

function toResult(events: readonly ValidEvent[], written: readonly WriteResult[]): AcceptEventsResult {
  const results: AcceptedEvent[] = [];
  const due: DueDelivery[] = [];
  for (const [index, result] of written.entries()) {
    if (result.kind === "conflict") {
      const message =
        "This idempotency key was already used for an event with different content. Use a new key to send different content.";
      return { ok: false, rejected: "idempotency_conflict", message, index };
    }
    const warnings = events[index]?.warnings ?? [];
    results.push({
      id: result.id,
      deliveries: result.deliveries,
      duplicate: result.kind === "duplicate",
      ...(warnings.length > 0 ? { warnings } : {}),
    });
    if (result.kind === "accepted") due.push(...result.due);
  }
  return { ok: true, results, due };
}
