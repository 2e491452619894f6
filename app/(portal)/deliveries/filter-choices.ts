import type { FilterChoices } from "@/components/history/delivery-fields";
import { may, type Scope } from "@/lib/access/scope";
import { listEventTypeChoices } from "@/lib/catalogue/queries";
import type { DeliveryView } from "@/lib/deliveries/schema";
import { listPartnerChoices } from "@/lib/partners/choices";
import { listWebhooks } from "@/lib/webhooks/queries";

/**
 * What the filters of a history offer. Who may not read webhooks still chooses among those of the rows shown, which
 * name them anyway; so do deleted webhooks appear, that history keeps naming.
 * @param chosen the webhook that is filtered by, so that it stays chosen when no row has it.
 * @param partner the partner that is filtered by, for the same.
 */
export async function filterChoices(
  scope: Scope,
  shown: readonly DeliveryView[],
  {
    entityType,
    chosen,
    partner,
  }: { entityType?: string | undefined; chosen?: string | undefined; partner?: string | undefined },
): Promise<FilterChoices & { entityTypes: string[] }> {
  const [eventTypes, webhooks, partners] = await Promise.all([
    may(scope, "event-types:read") ? listEventTypeChoices(scope) : [],
    may(scope, "webhooks:read") ? listWebhooks(scope) : [],
    scope.partnerId === null ? listPartnerChoices(scope, { chosen: partner }) : { choices: [] },
  ]);
  const names = new Map(chosen ? [[chosen, `Webhook …${chosen.slice(-8)}`]] : []);
  for (const { webhookId, webhookName } of shown) names.set(webhookId, webhookName);
  for (const { id, name } of webhooks) names.set(id, name);
  return {
    eventTypes: eventTypes.filter((type) => !entityType || type.entityType === entityType),
    entityTypes: [...new Set(eventTypes.map((type) => type.entityType))].toSorted(),
    webhooks: [...names]
      .map(([id, name]) => ({ id, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
    partners: partners.choices,
  };
}
