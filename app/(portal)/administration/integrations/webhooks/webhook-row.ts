import type { EventTypeChoice } from "@/lib/catalogue/queries";
import type { WebhookStatistics } from "@/lib/statistics/webhook-statistics";
import type { WebhookView } from "@/lib/webhooks/schema";

/** A row of the webhooks table. */
export interface WebhookRow {
  id: string;
  name: string;
  state: WebhookView["state"];
  stateReason: string | null;
  url: string;
  host: string;
  /** Null for the lender's own webhooks. */
  partner: string | null;
  triggers: string;
  heldDeliveries: number;
  updatedAt: string;
  statistics: WebhookStatistics | undefined;
}

/** The rows of one page, with the event titles of the catalog and the statistics of each webhook. */
export function toWebhookRows(
  webhooks: readonly WebhookView[],
  eventTypes: readonly Pick<EventTypeChoice, "name" | "title">[],
  statistics: ReadonlyMap<string, WebhookStatistics>,
  partnerNames: ReadonlyMap<string, string> = new Map(),
): WebhookRow[] {
  const titles = new Map(eventTypes.map(({ name, title }) => [name, title]));
  return webhooks.map(
    ({ id, name, state, stateReason, url, partnerId, heldDeliveries, updatedAt, triggers }) => {
      const names = triggers.map((trigger) => (typeof trigger === "string" ? trigger : trigger.eventType));
      return {
        id,
        name,
        state,
        stateReason,
        url,
        heldDeliveries,
        updatedAt,
        host: new URL(url).host,
        partner: partnerId && (partnerNames.get(partnerId) ?? null),
        triggers: summarizeTriggers(names, titles),
        statistics: statistics.get(id),
      };
    },
  );
}

/** Returns "All events" or the first titles, such as "Opportunity Created, RA Run Completed and 3 more". */
export function summarizeTriggers(names: readonly string[], titles: ReadonlyMap<string, string>): string {
  if (names.includes("*")) return "All events";
  const visibleTitles = names.slice(0, names.length === 3 ? 3 : 2).map((name) => titles.get(name) ?? name);
  const more = names.length - visibleTitles.length;
  return more > 0 ? `${visibleTitles.join(", ")} and ${more} more` : visibleTitles.join(", ");
}
