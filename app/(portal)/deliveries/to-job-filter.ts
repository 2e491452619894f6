import { deliveryStates, type HistoryPageQuery } from "@/lib/deliveries/schema";
import type { JobFilter } from "@/lib/jobs/schema";

/** Converts the filters of a delivery list into those of a job that works on exactly the deliveries of the list, on all its pages. */
export function toJobFilter({
  cursor: _cursor,
  newer: _newer,
  limit: _limit,
  eventType,
  state,
  entityType,
  entityId,
  webhookId,
  partnerId,
  responseCode,
  from,
  to,
  ...otherFilters
}: HistoryPageQuery): JobFilter {
  // The compiler rejects this when lists get a filter that jobs do not have.
  otherFilters satisfies Record<string, never>;
  return {
    // Without states, a job works on failed deliveries only.
    states: state ?? [...deliveryStates],
    ...(eventType === undefined ? {} : { eventTypes: [eventType] }),
    ...(entityType === undefined ? {} : { entityType }),
    ...(entityId === undefined ? {} : { entityId }),
    ...(webhookId === undefined ? {} : { webhookId }),
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(responseCode === undefined ? {} : { responseCode }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
