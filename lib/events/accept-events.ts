import { demand, type Scope } from "../access/scope";
import { combine } from "../combine";
import { pool, transaction } from "../db";
import { type EventRefusal, type PreparedEvent, prepareEvents } from "./prepare-event";
import type { Accepted, EventInput } from "./schema";
import { type DueDelivery, type Written, writeEvents } from "./write-events";

export type Acceptance = { ok: true; results: Accepted[]; due: DueDelivery[] } | EventRefusal;

/** Events that arrive one by one at the same time share a commit; each stands or falls alone. */
const writeTogether = combine<PreparedEvent, Written>((events) => writeEvents(pool(), events), {
  max: 200,
  atOnce: 4,
});

/**
 * Accepts one event: when this resolves with ok, the event and its deliveries are on disk and will be delivered
 * whatever dies. `due` is what the caller signals next; a signal that is lost is repaired by the sweep.
 */
export async function acceptEvent(
  scope: Scope,
  input: EventInput,
  options: { simulated?: boolean } = {},
): Promise<Acceptance> {
  demand(scope, "events:write");
  const prepared = await prepareEvents(scope, [input], options);
  if (!prepared.ok) return prepared;
  const { events } = prepared;
  return answer(events, await Promise.all(events.map((event) => writeTogether(event))));
}

/** Accepts up to 1,000 events, all or none: one that is refused leaves nothing of the others. */
export async function acceptEvents(scope: Scope, inputs: readonly EventInput[]): Promise<Acceptance> {
  demand(scope, "events:write");
  const prepared = await prepareEvents(scope, inputs);
  if (!prepared.ok) return prepared;
  let refusal: EventRefusal | undefined;
  try {
    return await transaction(async (client) => {
      const acceptance = answer(prepared.events, await writeEvents(client, prepared.events));
      if (acceptance.ok) return acceptance;
      refusal = acceptance;
      throw new Error("rolled back: a refused event takes its batch with it");
    });
  } catch (error) {
    if (refusal) return refusal;
    throw error;
  }
}

function answer(events: readonly PreparedEvent[], written: readonly Written[]): Acceptance {
  const results: Accepted[] = [];
  const due: DueDelivery[] = [];
  for (const [index, one] of written.entries()) {
    if (one.kind === "conflict") {
      const message = "This idempotency key was used for another event. Use a new key for new content.";
      return { ok: false, refused: "idempotency_conflict", message, index };
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
