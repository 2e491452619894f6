import { syncBuiltinEventTypes } from "@/lib/catalogue/sync-builtin";
import { pool } from "@/lib/db";
import { attemptDeliveries, type FollowUp } from "@/lib/deliveries/attempt-deliveries";
import { findDelivery } from "@/lib/deliveries/queries";
import { acceptEvent } from "@/lib/events/accept-events";
import { eventSchema } from "@/lib/events/schema";
import { systemScope } from "@/lib/scope/system-scope";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { createWebhookSchema } from "@/lib/webhooks/schema";

/** Shared by the database tests of the delivery path: the use cases that the adapters call, without an engine. */
export const scope = systemScope("Tests");

/** Adds the catalog to an empty database. */
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

export async function loadDelivery(traceId: string) {
  const found = await findDelivery(scope, traceId);
  if (!found) throw new Error(`no delivery ${traceId}`);
  return found;
}

/** Attempts a delivery and each of its retries until nothing follows; retries are made due at once instead of waited for. */
export async function attemptUntilDone(traceId: string, number = 1): Promise<FollowUp[]> {
  const followUps: FollowUp[] = [];
  for (let next: number | undefined = number; next !== undefined; ) {
    await pool().query(
      "UPDATE deliveries SET next_attempt_at = now() - interval '1 ms' WHERE id = $1 AND state = 'pending'",
      [traceId],
    );
    const followUp = await attemptDeliveries([{ deliveryId: traceId, number: next }]);
    followUps.push(followUp);
    next = followUp.retries[0]?.number;
  }
  return followUps;
}
