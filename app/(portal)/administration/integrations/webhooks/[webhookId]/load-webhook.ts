import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { pageScope } from "@/app/api/auth/current-scope";
import { fetchPartnerNames } from "@/lib/partners/choices";
import { fetchWebhookHealth } from "@/lib/statistics/webhook-health";
import { findDeletedWebhook } from "@/lib/webhooks/find-deleted";
import { findWebhook } from "@/lib/webhooks/queries";

/**
 * The webhook of a page with its health and the scope of the user, once per request. It checks the permission of the
 * pages, and redirects to the page of a deleted webhook.
 */
export const loadWebhook = cache(async (webhookId: string) => {
  const scope = await pageScope("webhooks:write");
  const [webhook, health] = await Promise.all([
    findWebhook(scope, webhookId),
    fetchWebhookHealth(scope, webhookId),
  ]);
  if (!webhook || !health) {
    const deleted = await findDeletedWebhook(scope, webhookId);
    if (deleted) redirect(`/administration/integrations/webhooks/deleted/${deleted.id}`);
    notFound();
  }
  // A partner sees only its own webhooks.
  const owners = scope.partnerId === null ? await fetchPartnerNames(scope, [webhook.partnerId]) : null;
  const owner = webhook.partnerId && (owners?.get(webhook.partnerId) ?? null);
  return { scope, webhook, health, owner };
});
