import type { TriggerCandidate } from "../webhooks/match";
import { createVersionConverter, type PlannableEvent } from "./convert-to-version";
import { type DeliveryPlan, planDeliveries } from "./plan-deliveries";

/** Input of `planningJob`, as JSON. */
export interface PlanInput {
  events: (Omit<PlannableEvent, "occurredAt"> & { occurredAt: string })[];
  candidates: readonly TriggerCandidate[];
  schemas: [key: string, schema: object][];
}

/** Runs in a thread: plans events, without the database. */
export function planningJob({ events, candidates, schemas }: PlanInput): DeliveryPlan[] {
  const toVersion = createVersionConverter(new Map(schemas));
  return events.map((event) =>
    planDeliveries({ ...event, occurredAt: new Date(event.occurredAt) }, candidates, toVersion),
  );
}

export function toPlanInput(
  events: readonly PlannableEvent[],
  candidates: readonly TriggerCandidate[],
  schemas: ReadonlyMap<string, object>,
): PlanInput {
  return {
    events: events.map(
      ({ id, type, version, title, entityType, entityId, partnerId, data, changes, occurredAt }) => ({
        id,
        type,
        version,
        title,
        entityType,
        entityId,
        partnerId,
        data,
        changes,
        occurredAt: occurredAt.toISOString(),
      }),
    ),
    candidates,
    schemas: [...schemas],
  };
}
