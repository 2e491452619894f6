import { dialectOf } from "../dialects";
import { CannotRender } from "../dialects/dialect";
import { spend } from "../evaluation/steps";
import { newId } from "../ids";
import { type Candidate, matchWebhooks, type SkippedWebhook } from "../webhooks/match";
import type { ConvertToVersion, PlannableEvent } from "./event-version";

/** A delivery as it will be written, its body frozen. */
export interface PlannedDelivery {
  id: string;
  webhookId: string;
  partnerId: string | null;
  held: boolean;
  body: Buffer;
  contentType: string;
}

/** What becomes of an event: its deliveries, and which subscribed webhooks get none, and why. */
export interface DeliveryPlan {
  skipped: SkippedWebhook[];
  deliveries: PlannedDelivery[];
}

/** Bytes of a body that are made in about the time of a step. */
const bytesPerStep = 256;

/** Matches an event with the webhooks that might want it, and renders its bodies. Pure, but for the deliveries' ids. */
export function planDeliveries(
  event: PlannableEvent,
  candidates: readonly Candidate[],
  toVersion: ConvertToVersion,
): DeliveryPlan {
  const { matched, skipped } = matchWebhooks(event, candidates, toVersion);
  const deliveries = matched.flatMap((webhook) => {
    const { webhookId, partnerId, held } = webhook;
    const id = newId();
    try {
      const seen = toVersion(event, webhook.version);
      const rendered = dialectOf(webhook.dialect).render(seen, id, webhook.options);
      spend(1 + rendered.body.byteLength / bytesPerStep);
      return [{ id, webhookId, partnerId, held, ...rendered }];
    } catch (error) {
      if (!(error instanceof CannotRender)) throw error;
      skipped.push({ webhookId, reason: "template_error", detail: error.message });
      return [];
    }
  });
  return { skipped, deliveries };
}
