import type { EventTypeChoice } from "@/lib/catalogue/queries";
import type { WebhookView } from "@/lib/webhooks/schema";

/** A webhook as its row in the list shows it; flat, so that the table can sort and search it. */
export interface WebhookRow {
  id: string;
  name: string;
  state: WebhookView["state"];
  stateReason: string | null;
  url: string;
  host: string;
  triggerCount: number;
  triggers: string;
  heldDeliveries: number;
  updatedAt: string;
}

/** The rows of the list. `titles`: the catalogue's title by event type name. */
export function webhookRows(
  webhooks: readonly WebhookView[],
  eventTypes: readonly Pick<EventTypeChoice, "name" | "title">[],
): WebhookRow[] {
  const titles = new Map(eventTypes.map(({ name, title }) => [name, title]));
  return webhooks.map(({ id, name, state, stateReason, url, heldDeliveries, updatedAt, triggers }) => {
    const names = triggers.map((trigger) => (typeof trigger === "string" ? trigger : trigger.eventType));
    return {
      ...{ id, name, state, stateReason, url, heldDeliveries, updatedAt },
      host: new URL(url).host,
      triggerCount: names.includes("*") ? Number.POSITIVE_INFINITY : names.length,
      triggers: triggerSummary(names, titles),
    };
  });
}

/** "All events", or the titles in a row: "Opportunity Created, RA Run Completed and 3 more". */
export function triggerSummary(names: readonly string[], titles: ReadonlyMap<string, string>): string {
  if (names.includes("*")) return "All events";
  const shown = names.slice(0, names.length === 3 ? 3 : 2).map((name) => titles.get(name) ?? name);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
