import { syncBuiltinEventTypes } from "@/lib/catalogue/sync-builtin";
import { pool } from "@/lib/db";
import { attemptDelivery } from "@/lib/deliveries/attempt-delivery";
import { type ClaimedDelivery, claimDeliveries } from "@/lib/deliveries/claim-deliveries";
import { findDelivery } from "@/lib/deliveries/queries";
import type { RecordAttemptResult } from "@/lib/deliveries/record-attempts";
import { acceptEvent, acceptEvents } from "@/lib/events/accept-events";
import { eventSchema } from "@/lib/events/schema";
import { newId } from "@/lib/ids";
import { systemScope } from "@/lib/scope/system-scope";
import { findWebhookDueTimes } from "@/lib/slots/find-due";
import { takeSlot } from "@/lib/slots/slot-lease";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { holdOrDiscardDeliveries } from "@/lib/webhooks/hold-or-discard-deliveries";
import { createWebhookSchema } from "@/lib/webhooks/schema";

/** The scope with which database tests call the use cases, without an adapter or an engine. */
export const scope = systemScope("Tests");

/** Adds the built-in event types to an empty database. */
export const fillCatalogue = syncBuiltinEventTypes;

export async function makeWebhook(settings: Record<string, unknown>) {
  const created = await createWebhook(
    scope,
    createWebhookSchema.parse({ triggers: ["OpportunityUpdated"], ...settings }),
  );
  if (!created.ok) throw new Error(JSON.stringify(created.invalid));
  return created.webhook;
}

/** Accepts an event and returns the trace IDs of its due deliveries. */
export async function postEvent(event: Record<string, unknown> = {}): Promise<string[]> {
  const input = eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-1", ...event });
  const accepted = await acceptEvent(scope, input);
  if (!accepted.ok) throw new Error(accepted.message);
  return accepted.due.map((due) => due.deliveryId);
}

/** Accepts this many events of one type, in one request. */
export async function postMany(count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index) =>
    eventSchema.parse({ type: "OpportunityUpdated", entityId: `o-${index}` }),
  );
  const accepted = await acceptEvents(scope, events);
  if (!accepted.ok) throw new Error(accepted.message);
}

/** Accepts one event for each of these entities, in one request. Returns the trace IDs of the due deliveries in the same order. */
export async function postFor(...entityIds: string[]): Promise<string[]> {
  const events = entityIds.map((entityId) => eventSchema.parse({ type: "OpportunityUpdated", entityId }));
  const accepted = await acceptEvents(scope, events);
  if (!accepted.ok) throw new Error(accepted.message);
  return accepted.due.map(({ deliveryId }) => deliveryId);
}

export async function loadDelivery(traceId: string) {
  const found = await findDelivery(scope, traceId);
  if (!found) throw new Error(`no delivery ${traceId}`);
  return found;
}

/** Puts a delivery into a state, as if it had been attempted, held or discarded. */
export async function setDeliveryState(traceId: string, state: string): Promise<void> {
  await pool().query(
    `UPDATE deliveries SET state = $2::delivery_state,
            unsuccessful_state = CASE WHEN $2 IN ('failed', 'discarded') THEN $2::delivery_state END WHERE id = $1`,
    [traceId, state],
  );
  const openSql =
    state === "pending" || state === "held"
      ? `INSERT INTO open_deliveries (delivery_id, webhook_id, attempt_count, due_at)
         SELECT id, webhook_id, attempt_count, CASE state WHEN 'pending' THEN now() END FROM deliveries WHERE id = $1
         ON CONFLICT (delivery_id) DO UPDATE
         SET webhook_id = excluded.webhook_id, attempt_count = excluded.attempt_count, due_at = excluded.due_at`
      : "DELETE FROM open_deliveries WHERE delivery_id = $1";
  await pool().query(openSql, [traceId]);
}

/** Moves a delivery's creation to this time. Returns its new trace ID, because a trace ID contains the time of creation. */
export async function moveCreation(traceId: string, at: Date): Promise<string> {
  const moved = newId(at);
  await pool().query("UPDATE deliveries SET id = $2, created_at = $3 WHERE id = $1", [traceId, moved, at]);
  await pool().query("UPDATE attempts SET delivery_id = $2 WHERE delivery_id = $1", [traceId, moved]);
  await pool().query("UPDATE bodies SET id = $2 WHERE id = $1", [traceId, moved]);
  await pool().query("UPDATE open_deliveries SET delivery_id = $2 WHERE delivery_id = $1", [traceId, moved]);
  return moved;
}

/** The slot with which tests claim deliveries; worker loops use other slots. */
const testSlot = 99;

/**
 * Claims due deliveries, as a worker loop does, and attempts them: only those in `only`, or at most 100 of each webhook. Returns
 * the outcomes by trace ID.
 */
export async function attemptDue(only?: readonly string[]): Promise<Map<string, RecordAttemptResult>> {
  const claimed = await claimDue(only);
  const outcomes = claimed.map(
    async (claim): Promise<[string, RecordAttemptResult]> => [
      claim.deliveryId,
      await new Promise((resolve, reject) => attemptDelivery(claim, resolve, reject)),
    ],
  );
  return new Map(await Promise.all(outcomes));
}

/** Claims due deliveries: only those in `only`, by postponing the others meanwhile, or at most 100 of each webhook. */
export async function claimDue(only?: readonly string[]): Promise<ClaimedDelivery[]> {
  const others = only
    ? await pool().query(
        `UPDATE open_deliveries SET due_at = due_at + interval '1 day' WHERE due_at <= now() AND delivery_id <> ALL($1)
         RETURNING delivery_id`,
        [only],
      )
    : { rows: [] };
  const due = await findWebhookDueTimes(pool());
  const shares = due.map(({ webhookId }) => ({ webhookId, room: 100 }));
  await pool().query("DELETE FROM engine_slots WHERE slot = $1", [testSlot]);
  const lease = await takeSlot(pool(), testSlot);
  if (!lease) throw new Error("another claim has the slot");
  const client = await pool().connect();
  const claim = await claimDeliveries(client, lease, shares).finally(() => client.release());
  for (const id of claim.closedWebhookIds) await holdOrDiscardDeliveries(id);
  await pool().query(
    "UPDATE open_deliveries SET due_at = due_at - interval '1 day' WHERE delivery_id = ANY($1)",
    [others.rows.map((row) => row.delivery_id)],
  );
  return claim.deliveries;
}

/** Makes the next attempt of a delivery due now, even if its lease has not ended, as after a worker was killed. */
export async function makeDue(traceId: string): Promise<void> {
  await pool().query(
    `UPDATE open_deliveries SET due_at = now() - interval '1 ms', lease_until = least(lease_until, now() - interval '1 ms')
     WHERE delivery_id = $1 AND due_at IS NOT NULL`,
    [traceId],
  );
}

/** Attempts a delivery until no retry is left, and returns the outcomes. Makes each retry due at once instead of waiting for it. */
export async function attemptUntilDone(traceId: string): Promise<RecordAttemptResult[]> {
  const outcomes: RecordAttemptResult[] = [];
  for (;;) {
    await makeDue(traceId);
    const outcome = (await attemptDue([traceId])).get(traceId);
    if (!outcome) return outcomes;
    outcomes.push(outcome);
  }
}
