import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { pageScope } from "@/app/api/auth/current-scope";
import { fetchPartnerNames } from "@/lib/partners/choices";
import { fetchWebhookHealth } from "@/lib/statistics/webhook-health";
import { findDeletedWebhook } from "@/lib/webhooks/find-deleted";
import { findWebhook } from "@/lib/webhooks/queries";

/** The webhook of a page, its health, and who asks; once per request. For pages: it is their gate. A deleted one says so. */
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
  // To a partner all of them are its own.
  const owners = scope.partnerId === null ? await fetchPartnerNames(scope, [webhook.partnerId]) : null;
  const owner = webhook.partnerId && (owners?.get(webhook.partnerId) ?? null);
  return { scope, webhook, health, owner };
});
