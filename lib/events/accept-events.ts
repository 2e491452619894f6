import { batch } from "../batch";
import { pool, transaction } from "../db";
import { Budget } from "../evaluation/budget";
import { requirePermission, type Scope } from "../scope/scope";
import { planEvents, planForRequests } from "./plan-events";
import type { Accepted, EventInput } from "./schema";
import { type EventRejection, type ValidEvent, validateEvents } from "./validate-events";
import { type DueDelivery, type WriteResult, writeEvents } from "./write-events";

export type Acceptance = { ok: true; results: Accepted[]; due: DueDelivery[] } | EventRejection;

/**
 * Events that arrive one by one at the same time share a commit; each stands or falls alone. Null: the event's own budget
 * was too small, and it was not written.
 */
const writeInBatches = batch<{ event: ValidEvent; budget: Budget }, WriteResult | null>(
  async (asked) => {
    const plans = await planForRequests(asked);
    const ready = asked.flatMap(({ event }, index) => {
      const plan = plans[index];
      return plan ? [{ event, plan }] : [];
    });
    const written = await writeEvents(
      pool(),
      ready.map(({ event }) => event),
      ready.map(({ plan }) => plan),
    );
    return plans.map((plan) => (plan ? (written.shift() as WriteResult) : null));
  },
  { max: 200, concurrency: 4 },
);

/**
 * Accepts one event: when this resolves with ok, the event and its deliveries are on disk and will be delivered
 * whatever dies. `due` is what the caller signals next; a signal that is lost is repaired by the sweep. Throws
 * OverBudget, with nothing written, when matching and rendering take too long.
 */
export async function acceptEvent(
  scope: Scope,
  input: EventInput,
  budget = new Budget(scope.partnerId),
): Promise<Acceptance> {
  requirePermission(scope, "events:write");
  const prepared = await validateEvents(scope, [input], budget);
  if (!prepared.ok) return prepared;
  const { events } = prepared;
  return answer(events, await Promise.all(events.map((event) => write(event, budget))));
}

async function write(event: ValidEvent, budget: Budget): Promise<WriteResult> {
  const written = await writeInBatches({ event, budget });
  if (written) return written;
  const [alone] = await writeEvents(pool(), [event], await planEvents([event], budget));
  return alone as WriteResult;
}

/**
 * Accepts up to 1,000 events, all or none: one that is rejected leaves nothing of the others. Throws OverBudget as
 * acceptEvent does.
 */
export async function acceptEvents(
  scope: Scope,
  inputs: readonly EventInput[],
  budget = new Budget(scope.partnerId),
): Promise<Acceptance> {
  requirePermission(scope, "events:write");
  const prepared = await validateEvents(scope, inputs, budget);
  if (!prepared.ok) return prepared;
  // Before the transaction: what waits for a thread must not hold a connection.
  const plans = await planEvents(prepared.events, budget);
  let rejection: EventRejection | undefined;
  try {
    return await transaction(async (client) => {
      const acceptance = answer(prepared.events, await writeEvents(client, prepared.events, plans));
      if (acceptance.ok) return acceptance;
      rejection = acceptance;
      throw new Error("rolled back: a rejected event takes its batch with it");
    });
  } catch (error) {
    if (rejection) return rejection;
    throw error;
  }
}

function answer(events: readonly ValidEvent[], written: readonly WriteResult[]): Acceptance {
  const results: Accepted[] = [];
  const due: DueDelivery[] = [];
  for (const [index, one] of written.entries()) {
    if (one.kind === "conflict") {
      const message = "This idempotency key was used for another event. Use a new key for new content.";
      return { ok: false, rejected: "idempotency_conflict", message, index };
    }
    const { id, deliveries } = one;
    const warnings = events[index]?.warnings ?? [];
    results.push({
      ...{ id, deliveries, duplicate: one.kind === "duplicate" },
      ...(warnings.length > 0 ? { warnings } : {}),
    });
    if (one.kind === "accepted") due.push(...one.due);
  }
  return { ok: true, results, due };
}
