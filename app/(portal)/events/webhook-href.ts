import { can, type Scope } from "@/lib/scope/scope";

/** Leads to a webhook's page, for who may read webhooks. */
export function webhookHrefFor(scope: Scope): (webhookId: string) => string | undefined {
  const canOpen = can(scope, "webhooks:read");
  return (webhookId) => (canOpen ? `/administration/integrations/webhooks/${webhookId}` : undefined);
}
