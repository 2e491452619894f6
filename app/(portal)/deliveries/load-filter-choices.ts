import type { FilterChoices } from "@/components/history/filters/filter-chips";
import { listEventTypeChoices } from "@/lib/catalogue/queries";
import type { DeliveryView } from "@/lib/deliveries/schema";
import { listPartnersForHistoryFilter } from "@/lib/partners/choices";
import { can, type Scope } from "@/lib/scope/scope";
import { findWebhook, listWebhookNames } from "@/lib/webhooks/queries";

/** With more webhooks than this, the filter searches for them instead of listing them. */
const maxListedWebhooks = 50;

/**
 * The options of a history's filters, with the webhooks of its rows and at most `maxListedWebhooks` others. Users who
 * cannot read webhooks choose among the webhooks of the rows, which show the webhooks' names anyway. Including the rows'
 * webhooks also keeps deleted webhooks selectable.
 * @param chosen the ID of the webhook in the filter, so that this webhook stays selected when no row has it.
 * @param partner the ID of the partner in the filter, so that this partner stays selected when it is not among the listed ones.
 */
export async function loadFilterChoices(
  scope: Scope,
  rows: readonly Pick<DeliveryView, "webhookId" | "webhookName">[],
  {
    entityType,
    chosen,
    partner,
  }: { entityType?: string | undefined; chosen?: string | undefined; partner?: string | undefined },
): Promise<Omit<FilterChoices, "periods">> {
  const canReadWebhooks = can(scope, "webhooks:read");
  const [eventTypes, webhooks, chosenWebhook, partners] = await Promise.all([
    can(scope, "event-types:read") ? listEventTypeChoices(scope) : [],
    canReadWebhooks ? listWebhookNames(scope, maxListedWebhooks + 1) : [],
    canReadWebhooks && chosen ? findWebhook(scope, chosen) : null,
    scope.partnerId === null ? listPartnersForHistoryFilter(scope, partner) : { choices: [] },
  ]);
  const names = new Map(chosen ? [[chosen, chosenWebhook?.name ?? `Webhook …${chosen.slice(-8)}`]] : []);
  for (const { webhookId, webhookName } of rows) names.set(webhookId, webhookName);
  for (const { id, name } of webhooks.slice(0, maxListedWebhooks)) names.set(id, name);
  return {
    eventTypes: eventTypes
      .filter((type) => !entityType || type.entityType === entityType)
      .map(({ name, title }) => ({ name, title })),
    entityTypes: [...new Set(eventTypes.map((type) => type.entityType))].toSorted(),
    webhooks: [...names]
      .map(([id, name]) => ({ id, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
    hasMoreWebhooks: webhooks.length > maxListedWebhooks,
    partners: partners.choices,
  };
}
