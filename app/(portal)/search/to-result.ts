import { eventHref } from "@/components/events/event-href";
import { deliveryHref, entityHref, historyHref } from "@/components/history/history-href";
import type { SearchResult } from "@/components/shell/search-result";
import type { Match } from "@/lib/search/schema";

/** Converts a match to a link to its page. For users who cannot read webhooks, a webhook links to its deliveries. */
export function toResult(match: Match, canReadWebhooks: boolean): SearchResult {
  return { whole: match.whole, ...toLink(match, canReadWebhooks) };
}

function toLink(match: Match, canReadWebhooks: boolean): Omit<SearchResult, "whole"> {
  switch (match.kind) {
    case "delivery": {
      const detail = `${match.entityType} ${match.entityId}, …${match.traceId.slice(-6)}`;
      return { group: "Deliveries", label: match.title, detail, href: deliveryHref(match.traceId) };
    }
    case "attempt": {
      const name = match.number === null ? "Manual attempt" : `Attempt ${match.number}`;
      return {
        group: "Attempts",
        label: match.title,
        detail: `${name}, …${match.attemptId.slice(-6)}`,
        href: historyHref(deliveryHref(match.traceId), { open: match.attemptId }),
      };
    }
    case "event": {
      const detail = `${match.entityType} ${match.entityId}`;
      return { group: "Events", label: match.title, detail, href: eventHref(match.eventId) };
    }
    case "entity":
      return {
        group: "Loans and other entities",
        label: match.entityId,
        detail: match.entityType,
        href: entityHref(match.entityType, match.entityId),
      };
    case "webhook": {
      const href = canReadWebhooks
        ? `/administration/integrations/webhooks/${match.webhookId}`
        : historyHref("/deliveries", { webhookId: match.webhookId });
      return { group: "Webhooks", label: match.name, detail: "", href };
    }
    case "eventType":
      return {
        group: "Event types",
        label: match.title,
        detail: match.name,
        href: `/catalogue/${encodeURIComponent(match.name)}`,
      };
    case "partner":
      return {
        group: "Partners",
        label: match.name,
        detail: "",
        href: `/administration/integrations/partners/${match.partnerId}`,
      };
  }
}
