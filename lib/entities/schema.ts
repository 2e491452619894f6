import { z } from "zod";
import type { DeliveryView } from "../deliveries/schema";
import { entityIdSchema } from "../events/schema";
import type { DeliveryCounts } from "../events/timeline/schema";

export const entityPageQuerySchema = z.object({
  entityType: z.string().max(100),
  cursor: z.uuid("This cursor is invalid. Use one returned by the list.").toLowerCase().optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type EntityPageQuery = z.output<typeof entityPageQuerySchema>;

/** Whether an event can have named this entity. Postgres rejects some texts that cannot be part of an event. */
export function isPossibleEntity({
  entityType,
  entityId,
}: {
  entityType: string;
  entityId: string;
}): boolean {
  return [entityType, entityId].every((text) => entityIdSchema.safeParse(text).success);
}

/** The deliveries of an entity by state, or only those of its newest deliveries. */
export interface EntityCounts {
  counts: DeliveryCounts;
  /** Whether there are more deliveries than were counted. */
  hasMore: boolean;
}

/** An entity in a list. */
export interface EntityView extends EntityCounts {
  entityId: string;
  /** When the newest event that named it was received, and the event's title. */
  lastEventAt: string;
  lastEventTitle: string;
}

/** A delivery in an answer. */
export interface AnswerDelivery
  extends Pick<
    DeliveryView,
    | "traceId"
    | "eventTitle"
    | "simulated"
    | "webhookName"
    | "state"
    | "attemptCount"
    | "lastResponseCode"
    | "nextAttemptAt"
    | "completedAt"
  > {
  /** Since when its webhook is paused; null if it is not. */
  pausedSince: string | null;
}

/** What has become of an entity's events. */
export interface Answer extends EntityCounts {
  newestEvent: {
    id: string;
    title: string;
    receivedAt: string;
    /** Its deliveries, the newest first; only so many. */
    deliveries: AnswerDelivery[];
    deliveriesLeftOut: number;
  };
  /** The newest delivery that is delivered, if none of the newest event is. */
  lastDelivered: AnswerDelivery | null;
  /** The newest deliveries of other events that are not delivered; only so many. */
  undelivered: AnswerDelivery[];
  undeliveredLeftOut: number;
}
