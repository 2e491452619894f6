import { hideOneTimeCodes } from "../deliveries/hide-one-time-codes";
import type { DeliveryWithAttempts } from "../deliveries/schema";
import type { Scope } from "../scope/scope";

/**
 * Leaves out of deliveries what a portal link does not show: one-time codes, as in the portal, and headers and our own address, which only
 * someone who operates a receiver needs. Users and API keys get the deliveries as they are.
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
    attempts: delivery.attempts.map((attempt) => ({ ...attempt, ...omitted })),
  }));
}
