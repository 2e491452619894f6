import { notFound } from "next/navigation";
import { cache } from "react";
import { pageScope } from "@/app/api/auth/current-scope";
import { webhookHealth } from "@/lib/webhooks/health";
import { findWebhook } from "@/lib/webhooks/queries";

/** The webhook of a page, its health, and who asks; once per request. For pages: it is their gate. */
export const loadWebhook = cache(async (webhookId: string) => {
  const scope = await pageScope("webhooks:write");
  const [webhook, health] = await Promise.all([
    findWebhook(scope, webhookId),
    webhookHealth(scope, webhookId),
  ]);
  if (!webhook || !health) notFound();
  return { scope, webhook, health };
});
