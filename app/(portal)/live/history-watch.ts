import { summarizeDelivery } from "@/components/history/delivery-rows";
import { parseHistoryQuery, readHistoryQuery } from "@/components/history/filters/history-query";
import { arrangeRows } from "@/components/live/arrange-rows";
import { hideOneTimeCodes } from "@/lib/deliveries/hide-one-time-codes";
import { findInHistory, listHistory } from "@/lib/deliveries/history";
import { findDelivery } from "@/lib/deliveries/queries";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import { loadAnswer } from "@/lib/entities/load-answer";
import type { Answer } from "@/lib/entities/schema";
import { readLenderClock } from "../deliveries/lender-clock";
import { computeRevision } from "./compute-revision";
import type { WatchKind } from "./watch-kind";

/**
 * The revision of a history page.
 * @param deliveries those in its rows, without one-time codes
 * @param answer what the page of an entity says above the rows
 */
export function computeHistoryRevision(
  deliveries: readonly DeliveryWithAttempts[],
  answer: Answer | null,
): string {
  return computeRevision(deliveries.map(summarizeDelivery), answer);
}

/** The history of deliveries, with the query of its page. Shown rows that are not on the page any more are sent as they are now. */
export const historyWatch: WatchKind = {
  topics: ["deliveries", "events", "webhooks"],
  async read(scope, params, shown) {
    const parsed = parseHistoryQuery(readHistoryQuery(params), readLenderClock());
    if (!parsed.ok) return null;
    const { entityType, entityId, limit } = parsed.page;
    const { items } = await listHistory(scope, parsed.page, "attempted");
    // A page of all entities has no answer, also if it is filtered by one.
    const isEntityPage = params.page === "entity" && entityType !== undefined && entityId !== undefined;
    const answer = isEntityPage ? await loadAnswer(scope, { entityType, entityId }) : null;
    const ids = items.map(({ traceId }) => traceId);
    const { visible, hiddenCount } = arrangeRows(shown, ids);
    const leftIds = visible.filter((id) => !ids.includes(id));
    const left = leftIds.length > 0 ? await findInHistory(scope, leftIds) : [];
    const byId = new Map([...items, ...left].map((delivery) => [delivery.traceId, delivery]));
    const rows = await hideOneTimeCodes(visible.flatMap((id) => byId.get(id) ?? []));
    return {
      revision: computeHistoryRevision(rows, answer),
      newRows: hiddenCount,
      hasMore: hiddenCount >= limit,
      rows: rows
        .filter(({ traceId }) => leftIds.includes(traceId))
        .map((delivery) => ({ id: delivery.traceId, value: summarizeDelivery(delivery) })),
    };
  },
};

/** One delivery, by its trace ID. */
export const deliveryWatch: WatchKind = {
  topics: ["deliveries", "webhooks"],
  async read(scope, { traceId = "" }) {
    const found = await findDelivery(scope, traceId);
    if (!found) return null;
    return { revision: computeRevision(await hideOneTimeCodes([found])) };
  },
};
