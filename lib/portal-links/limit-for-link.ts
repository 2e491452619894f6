import { hideOneTimeCodes } from "../deliveries/hide-one-time-codes";
import type { DeliveryWithAttempts } from "../deliveries/schema";
import type { Scope } from "../scope/scope";
import type { WebhookView } from "../webhooks/schema";
import { portalLinkSuffix } from "./authenticate-link";

/**
 * Leaves out of deliveries what a portal link does not show: one-time codes, as in the portal, headers and our own address, which only
 * someone who operates a receiver needs, and the names of users and API keys; those of links stay. Users and API keys get the deliveries as
 * they are.
 */
export async function limitForLink(
  { link }: Scope,
  deliveries: DeliveryWithAttempts[],
): Promise<DeliveryWithAttempts[]> {
  if (link === null) return deliveries;
  const masked = await hideOneTimeCodes(deliveries);
  const omitted = { requestHeaders: null, responseHeaders: null, sourceIp: null };
  return masked.map((delivery) => ({
    ...delivery,
    attempts: delivery.attempts.map((attempt) => ({
      ...attempt,
      ...omitted,
      requestedBy: attempt.requestedBy?.endsWith(portalLinkSuffix) ? attempt.requestedBy : null,
    })),
  }));
}

/** Leaves out of a webhook who changed its state and who owns it. */
export function limitWebhookForLink({ link }: Scope, webhook: WebhookView): WebhookView {
  return link === null ? webhook : { ...webhook, stateChangedBy: "A user", owner: null };
}
