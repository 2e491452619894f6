import type { Queryable } from "../db";
import { parseStoredEvent, type StoredEvent, selectStoredEventsSql } from "../dialects/stored-event";
import { Budget } from "../evaluation/budget";
import type { PlannableEvent } from "../events/convert-to-version";
import { isDataRemoved } from "../events/is-data-removed";
import type { PlannedDelivery } from "../events/plan-deliveries";
import { planEvents } from "../events/plan-events";
import type { TriggerCandidate } from "../webhooks/match";
import type { ReadEvent } from "./missing-deliveries";

export interface MissingDelivery extends PlannedDelivery {
  eventId: string;
}

/** A missing delivery that cannot be created, because a condition or template failed. */
export interface Exclusion {
  eventId: string;
  webhookId: string;
  reason: string;
}

export interface MissingDeliveriesPlan {
  deliveries: MissingDelivery[];
  excluded: Exclusion[];
  /** How many deliveries may be missing for events whose data was removed by retention. */
  withoutData: number;
}

/** The maximum number of deliveries that are planned together: their events are in memory, each up to 256 KiB. */
export const maxDeliveriesPerPlan = 100;

type Row = StoredEvent & { version: number; digest: Buffer };

const eventsSql = `${selectStoredEventsSql(", e.version, e.digest")}
  WHERE e.id = ANY($1::uuid[]) AND e.id >= $2::uuid AND e.id <= $3::uuid ORDER BY e.id`;

/**
 * Plans the missing deliveries as if the events were accepted now: with the current triggers, conditions and settings, and with the data
 * in the version that the trigger has chosen. Webhooks whose condition is false get no delivery. Throws OverBudget.
 * @param partnerId the tenant of the job; null: the lender
 */
export async function planMissing(
  db: Queryable,
  partnerId: string | null,
  events: readonly ReadEvent[],
  candidates: readonly TriggerCandidate[],
): Promise<MissingDeliveriesPlan> {
  const plan: MissingDeliveriesPlan = { deliveries: [], excluded: [], withoutData: 0 };
  const webhookIdsByEvent = new Map(events.map(({ id, webhookIds }) => [id, webhookIds]));
  const { rows } = await db.query<Row>(eventsSql, [
    [...webhookIdsByEvent.keys()],
    events[0]?.id,
    events.at(-1)?.id,
  ]);
  const planTogether = async (group: PlannableEvent[], webhookIds: readonly string[]) => {
    const groupCandidates = candidates.filter(({ webhookId }) => webhookIds.includes(webhookId));
    const plans = await planEvents(group, new Budget(partnerId), groupCandidates);
    for (const [index, { deliveries, skipped }] of plans.entries()) {
      const eventId = group[index]?.id ?? "";
      plan.deliveries.push(...deliveries.map((delivery) => ({ ...delivery, eventId })));
      for (const { webhookId, reason } of skipped)
        if (reason.endsWith("_error")) plan.excluded.push({ eventId, webhookId, reason });
    }
  };
  let group: PlannableEvent[] = [];
  let groupIds: readonly string[] = [];
  for (const { version, digest, ...stored } of rows) {
    const webhookIds = webhookIdsByEvent.get(stored.id) ?? [];
    if (isDataRemoved({ ...stored, version, digest })) {
      plan.withoutData += webhookIds.length;
      continue;
    }
    // Consecutive events that the same webhooks have missed are planned together; usually those are all events.
    if (group.length > 0 && webhookIds.join() !== groupIds.join()) {
      await planTogether(group, groupIds);
      group = [];
    }
    group.push({ ...parseStoredEvent(stored), version });
    groupIds = webhookIds;
  }
  if (group.length > 0) await planTogether(group, groupIds);
  return plan;
}
