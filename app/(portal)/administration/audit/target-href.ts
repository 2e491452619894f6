import type { AuditTarget } from "@/lib/audit/define-action";
import type { AuditEntryView } from "@/lib/audit/schema";

const pages: Record<AuditTarget, ((id: string) => string) | null> = {
  user: (id) => `/administration/people/users/${id}`,
  role: () => "/administration/people/roles",
  partner: (id) => `/administration/integrations/partners/${id}`,
  apiKey: () => "/administration/integrations/api-keys",
  webhook: (id) => `/administration/integrations/webhooks/${id}`,
  delivery: (id) => `/deliveries/${id}`,
  eventType: (name) => `/catalogue/${name}`,
  encryptionKey: null,
  audit: null,
};

/** The page of what an entry is about; null when it has none (any more): a sign-in with an address that nobody has. */
export function targetHref({ targetType, targetId, targetExists }: AuditEntryView): string | null {
  const page = targetExists && Object.hasOwn(pages, targetType) ? pages[targetType as AuditTarget] : null;
  return page?.(encodeURIComponent(targetId)) ?? null;
}
