import { limitCustomerData } from "../../customer-data/limit-customer-data";
import { hideCodes } from "../../deliveries/hide-codes";
import { readCodesOfEvents } from "../../deliveries/read-one-time-codes";
import { parseId } from "../../ids";
import { requirePermission, type Scope } from "../../scope/scope";
import { buildEventSteps } from "./event-steps";
import {
  readAttempts,
  readDeliveries,
  readNotSubscribed,
  readStateChanges,
  readWebhookNames,
} from "./read-rows";
import { type EventRow, readSummaries } from "./read-summaries";
import type { EventSummary, EventTimeline, Step, TimelinePageQuery } from "./schema";

/** The most deliveries of an event whose steps are shown: for a single event, and for each event of a page. */
const maxDeliveries = { alone: 200, onPage: 10 };

/**
 * Returns a page of an entity's events, newest first, each with its steps. A partner sees only its own events, and only its own webhooks in
 * them.
 */
export async function listEntityTimeline(
  scope: Scope,
  { entityType, entityId, cursor, limit }: TimelinePageQuery,
): Promise<{ items: EventTimeline[]; nextCursor: string | null }> {
  requirePermission(scope, "deliveries:read");
  const rows = await readSummaries(
    `SELECT * FROM events WHERE entity_type = $1 AND entity_id = $2 AND ($3::uuid IS NULL OR partner_id = $3)
       AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT ${limit + 1}`,
    [entityType, entityId, scope.partnerId, cursor ?? null],
    scope.partnerId,
  );
  const items = await addSteps(scope, rows.slice(0, limit), maxDeliveries.onPage);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Finds one event with its steps; null if there is no such event that this scope can see. */
export async function findEventTimeline(scope: Scope, typedId: string): Promise<EventTimeline | null> {
  requirePermission(scope, "deliveries:read");
  const eventId = parseId(typedId);
  if (eventId === null) return null;
  const rows = await readSummaries(
    "SELECT * FROM events WHERE id = $1 AND ($2::uuid IS NULL OR partner_id = $2)",
    [eventId, scope.partnerId],
    scope.partnerId,
  );
  const [event] = await addSteps(scope, rows, maxDeliveries.alone);
  return event ?? null;
}

async function addSteps(scope: Scope, rows: EventRow[], limit: number): Promise<EventTimeline[]> {
  const { partnerId } = scope;
  const eventIds = rows.map(({ id }) => id);
  const skippedWebhookIds = rows.flatMap((row) => row.skipped.map(({ webhookId }) => webhookId));
  const [codes, deliveries, names, notSubscribed] = await Promise.all([
    readCodesOfEvents(rows),
    readDeliveries(eventIds, partnerId, limit),
    readWebhookNames([...new Set(skippedWebhookIds)], partnerId),
    readNotSubscribed(eventIds, partnerId),
  ]);
  const allDeliveries = [...deliveries.values()].flat();
  const [attempts, changes] = await Promise.all([
    readAttempts(allDeliveries.map(({ traceId }) => traceId)),
    readStateChanges(allDeliveries),
  ]);
  return rows.map(({ skipped, replayed, ...summary }) => {
    const ownDeliveries = deliveries.get(summary.id) ?? [];
    const steps = buildEventSteps(scope, {
      receivedAt: summary.receivedAt,
      receivedBy: summary.receivedBy,
      matchedCount: summary.deliveries.total - replayed,
      deliveries: ownDeliveries,
      attempts,
      changes,
      skipped,
      names,
      notSubscribed: notSubscribed.get(summary.id),
    });
    return {
      ...limitSummary(scope, summary),
      steps: steps.map((step) => hideInStep(step, codes.get(summary.id) ?? [])),
      deliveriesLeftOut: summary.deliveries.total - ownDeliveries.length,
    };
  });
}

/** Limits the warnings of a summary to what the scope can see: they can quote the names of fields, and the values of constants. */
export function limitSummary<Summary extends Pick<EventSummary, "warnings">>(
  scope: Scope,
  summary: Summary,
): Summary {
  return { ...summary, warnings: summary.warnings.map((text) => limitCustomerData(scope, null, text)) };
}

/** Masks one-time codes in a step: the messages of failures and templates can quote a part of the request or the response. */
function hideInStep(step: Step, codes: string[]): Step {
  if (codes.length === 0) return step;
  const hide = (text: string) => hideCodes(text, codes);
  if (step.kind === "passed_over") return { ...step, detail: step.detail && hide(step.detail) };
  if (step.kind === "attempt" && step.error)
    return { ...step, error: { ...step.error, message: hide(step.error.message) } };
  return step;
}
