import type { AuditEntryView } from "@/lib/audit-trail/schema";

const pages: Record<string, (id: string) => string> = {
  user: (id) => `/administration/people/users/${id}`,
  role: () => "/administration/people/roles",
  partner: (id) => `/administration/integrations/partners/${id}`,
  apiKey: () => "/administration/integrations/api-keys",
  webhook: (id) => `/administration/integrations/webhooks/${id}`,
  delivery: (id) => `/deliveries/${id}`,
};

/** The page of what an entry is about; null when it has none (a sign-in with an address that nobody has). */
export function targetHref({ targetType, targetId, targetName }: AuditEntryView): string | null {
  if (targetType !== "delivery" && targetName === null) return null;
  return pages[targetType]?.(encodeURIComponent(targetId)) ?? null;
}
