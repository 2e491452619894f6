import { getDialect } from "../dialects";
import { CannotRender } from "../dialects/dialect";
import { spend } from "../evaluation/steps";
import { newId } from "../ids";
import { matchWebhooks, type SkippedWebhook, type TriggerCandidate } from "../webhooks/match";
import type { ConvertToVersion, PlannableEvent } from "./convert-to-version";

/** A delivery to be written, with its body frozen. */
export interface PlannedDelivery {
  id: string;
  webhookId: string;
  partnerId: string | null;
  held: boolean;
  /** Whether it waits for the webhook's earlier deliveries for the event's entity. */
  ordered: boolean;
  body: Buffer;
  contentType: string;
}

/** The deliveries of an event, and the subscribed webhooks that are skipped, with the reason. */
export interface DeliveryPlan {
  skipped: SkippedWebhook[];
  deliveries: PlannedDelivery[];
}

/** How many bytes of a body are rendered in about the time of one step of the budget. */
const bytesPerStep = 256;

/**
 * Matches an event with the candidate webhooks, and freezes a body in the dialect of each webhook that matches. Pure,
 * except for the IDs of the deliveries.
 */
export function planDeliveries(
  event: PlannableEvent,
  candidates: readonly TriggerCandidate[],
  toVersion: ConvertToVersion,
): DeliveryPlan {
  const { matched, skipped } = matchWebhooks(event, candidates, toVersion);
  const deliveries = matched.flatMap((webhook) => {
    const { webhookId, partnerId, held, ordered } = webhook;
    const id = newId();
    try {
      const converted = toVersion(event, webhook.version);
      const rendered = getDialect(webhook.dialect).render(converted, id, webhook.options);
      spend(1 + rendered.body.byteLength / bytesPerStep);
      return [{ id, webhookId, partnerId, held, ordered, ...rendered }];
    } catch (error) {
      if (!(error instanceof CannotRender)) throw error;
      skipped.push({ webhookId, reason: "template_error", detail: error.message });
      return [];
    }
  });
  return { skipped, deliveries };
}
