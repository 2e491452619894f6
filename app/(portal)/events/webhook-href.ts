import { may, type Scope } from "@/lib/scope/scope";

/** Leads to a webhook's page, for who may read webhooks. */
export function webhookHrefFor(scope: Scope): (webhookId: string) => string | undefined {
  const mayOpen = may(scope, "webhooks:read");
  return (webhookId) => (mayOpen ? `/administration/integrations/webhooks/${webhookId}` : undefined);
}
