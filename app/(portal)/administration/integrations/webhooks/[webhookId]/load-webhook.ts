import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { pageScope } from "@/app/api/auth/current-scope";
import { readPosition } from "@/lib/live/follow-watches";
import { fetchPartnerNames } from "@/lib/partners/choices";
import { fetchWebhookHealth } from "@/lib/statistics/webhook-health";
import { findDeletedWebhook } from "@/lib/webhooks/find-deleted";
import { findWebhook } from "@/lib/webhooks/queries";

/**
 * Loads a page's webhook and its health, once per request, and checks the user's permission. `since`: the position from which on it is followed. If the webhook was
 * deleted, redirects to the page for deleted webhooks.
 */
export const loadWebhook = cache(async (webhookId: string) => {
  const scope = await pageScope("webhooks:write");
  const since = readPosition();
  const [webhook, health] = await Promise.all([
    findWebhook(scope, webhookId),
    fetchWebhookHealth(scope, webhookId),
  ]);
  if (!webhook || !health) {
    const deleted = await findDeletedWebhook(scope, webhookId);
    if (deleted) redirect(`/administration/integrations/webhooks/deleted/${deleted.id}`);
    notFound();
  }
  // A partner's users see only that partner's webhooks, so they need no partner name.
  const partnerNames = scope.partnerId === null ? await fetchPartnerNames(scope, [webhook.partnerId]) : null;
  const partnerName = webhook.partnerId && (partnerNames?.get(webhook.partnerId) ?? null);
  return { scope, webhook, health, partnerName, since };
});
