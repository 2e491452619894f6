import { can, type Scope } from "@/lib/scope/scope";

/** The page of a webhook, for users who can read webhooks; undefined for others. */
export function webhookHrefFor(scope: Scope): (webhookId: string) => string | undefined {
  const canOpen = can(scope, "webhooks:read");
  return (webhookId) => (canOpen ? `/administration/integrations/webhooks/${webhookId}` : undefined);
}
