import { eventHref } from "@/components/events/event-href";
import { deliveryHref, entityHref, historyHref } from "@/components/history/history-href";
import type { Match } from "@/lib/search/search";

export interface MatchLink {
  href: string;
  /** The kind of the match, such as "Delivery". */
  kind: string;
  text: string;
}

/** Links to the page of a match. For users who cannot read webhooks, a webhook links to its deliveries. */
export function toMatchLink(match: Match, canReadWebhooks: boolean): MatchLink {
  switch (match.kind) {
    case "delivery": {
      const text = `${match.title}, ${match.entityType} ${match.entityId}`;
      return { href: deliveryHref(match.traceId), kind: "Delivery", text };
    }
    case "attempt": {
      const href = historyHref(deliveryHref(match.traceId), { open: match.attemptId });
      return {
        href,
        kind: match.number === null ? "Manual attempt" : `Attempt ${match.number}`,
        text: match.title,
      };
    }
    case "event": {
      const text = `${match.title}, ${match.entityType} ${match.entityId}`;
      return { href: eventHref(match.eventId), kind: "Event", text };
    }
    case "entity":
      return {
        href: entityHref(match.entityType, match.entityId),
        kind: match.entityType,
        text: match.entityId,
      };
    case "webhook": {
      const href = canReadWebhooks
        ? `/administration/integrations/webhooks/${match.webhookId}`
        : historyHref("/deliveries", { webhookId: match.webhookId });
      return { href, kind: "Webhook", text: match.name };
    }
  }
}
