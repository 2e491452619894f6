import type { FilterChoices } from "@/components/history/filters/filter-fields";
import { listEventTypeChoices } from "@/lib/catalogue/queries";
import type { DeliveryView } from "@/lib/deliveries/schema";
import { listHistoryPartners } from "@/lib/partners/choices";
import { can, type Scope } from "@/lib/scope/scope";
import { findWebhook, listWebhookNames } from "@/lib/webhooks/queries";

/** So many webhooks are offered in a list; for more of them the filter asks. */
const listed = 50;

/**
 * What the filters of a history offer; when there are more webhooks than a list is good for, the first of them. Who may
 * not read webhooks still chooses among those of the rows shown, which name them anyway; so do deleted webhooks appear,
 * that history keeps naming.
 * @param chosen the webhook that is filtered by, so that it stays chosen when no row has it.
 * @param partner the partner that is filtered by, for the same.
 */
export async function loadFilterChoices(
  scope: Scope,
  shown: readonly DeliveryView[],
  {
    entityType,
    chosen,
    partner,
  }: { entityType?: string | undefined; chosen?: string | undefined; partner?: string | undefined },
): Promise<FilterChoices & { entityTypes: string[] }> {
  const reads = can(scope, "webhooks:read");
  const [eventTypes, webhooks, chosenOne, partners] = await Promise.all([
    can(scope, "event-types:read") ? listEventTypeChoices(scope) : [],
    reads ? listWebhookNames(scope, listed + 1) : [],
    reads && chosen ? findWebhook(scope, chosen) : null,
    scope.partnerId === null ? listHistoryPartners(scope, partner) : { choices: [] },
  ]);
  const names = new Map(chosen ? [[chosen, chosenOne?.name ?? `Webhook …${chosen.slice(-8)}`]] : []);
  for (const { webhookId, webhookName } of shown) names.set(webhookId, webhookName);
  for (const { id, name } of webhooks.slice(0, listed)) names.set(id, name);
  return {
    eventTypes: eventTypes
      .filter((type) => !entityType || type.entityType === entityType)
      .map(({ name, title }) => ({ name, title })),
    entityTypes: [...new Set(eventTypes.map((type) => type.entityType))].toSorted(),
    webhooks: [...names]
      .map(([id, name]) => ({ id, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
    moreWebhooks: webhooks.length > listed,
    partners: partners.choices,
  };
}
