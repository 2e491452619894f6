import { Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { WebhookStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardTitle } from "@/components/ui/card";
import type { PartnerDetail } from "@/lib/partners/find-partner";

const linkClass =
  "inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 hover:underline touch:min-h-11";

/** The props of a section that lists a partner's webhooks, users or API keys. */
export interface OwnedSectionProps {
  title: string;
  /** Shown when there are no items. */
  emptyText: string;
  /** How many items the list at `listHref` has; `items` contains the first of them. */
  count: number;
  items: { id: string; href?: string; name: string; detail: string; side: ReactNode }[];
  listHref: string;
  newHref: string;
  newLabel: string;
}

/** The first items, with a link to the list of all items and a link that creates one. */
export function OwnedSection({
  title,
  emptyText,
  count,
  items,
  listHref,
  newHref,
  newLabel,
}: OwnedSectionProps) {
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-2.5 sm:px-5">
        <CardTitle>
          <h2>{title}</h2>
        </CardTitle>
        <Button asChild variant="outline">
          <Link href={newHref}>
            <Plus aria-hidden />
            {newLabel}
          </Link>
        </Button>
      </div>
      {items.length === 0 ? (
        <CardContent className="text-muted-foreground">{emptyText}</CardContent>
      ) : (
        <ul className="divide-y">
          {items.map(({ id, href, name, detail, side }) => (
            <li key={id} className="flex items-center justify-between gap-4 px-4 py-2 sm:px-5">
              <div className="min-w-0">
                {href ? (
                  <Link href={href} prefetch={false} className={`${linkClass} wrap-anywhere`}>
                    {name}
                  </Link>
                ) : (
                  <span className="inline-flex min-h-6 items-center font-medium wrap-anywhere touch:min-h-11">
                    {name}
                  </span>
                )}
                <span className="block truncate text-xs text-muted-foreground">{detail}</span>
              </div>
              <div className="shrink-0">{side}</div>
            </li>
          ))}
          <li className="px-4 py-2 sm:px-5">
            <Link href={listHref} prefetch={false} className={linkClass}>
              {count > items.length ? `All ${count.toLocaleString("en")}` : "Open in the list"}
              <span className="sr-only"> {title}</span>
            </Link>
          </li>
        </ul>
      )}
    </Card>
  );
}

const integrationsPath = "/administration/integrations";
const usersPath = "/administration/people/users";

export function toWebhooksSection({ id, webhooks, _count }: PartnerDetail): OwnedSectionProps {
  return {
    title: "Webhooks",
    emptyText:
      "No webhooks yet. A partner's webhooks get only the partner's own events and the lender's events that name the partner.",
    count: _count.webhooks,
    listHref: `${integrationsPath}/webhooks?partner=${id}`,
    newHref: `${integrationsPath}/webhooks/new?partner=${id}`,
    newLabel: "New webhook",
    items: webhooks.map((webhook) => ({
      id: webhook.id,
      href: `${integrationsPath}/webhooks/${webhook.id}`,
      name: webhook.name,
      detail: new URL(webhook.url).host,
      side: <WebhookStateBadge state={webhook.state} />,
    })),
  };
}

export function toUsersSection({ id, users: partnerUsers, _count }: PartnerDetail): OwnedSectionProps {
  return {
    title: "Users",
    emptyText: "No users yet. A partner's users sign in to this portal and see only the partner's data.",
    count: _count.users,
    listHref: `${usersPath}?partner=${id}`,
    newHref: `${usersPath}/new?partner=${id}`,
    newLabel: "Add user",
    items: partnerUsers.map((user) => ({
      id: user.id,
      href: `${usersPath}/${user.id}`,
      name: user.name,
      detail: user.email,
      side: user.disabledAt ? <Badge>Disabled</Badge> : <span>{user.role.name}</span>,
    })),
  };
}

export function toApiKeysSection({ id, apiKeys, _count }: PartnerDetail): OwnedSectionProps {
  return {
    title: "API keys",
    emptyText: "No active API keys. A partner's API keys give access only to the partner's data.",
    count: _count.apiKeys,
    listHref: `${integrationsPath}/api-keys?partner=${id}&state=active`,
    newHref: `${integrationsPath}/api-keys/new?partner=${id}`,
    newLabel: "New API key",
    items: apiKeys.map(({ id: keyId, name, prefix, lastUsedAt }) => ({
      id: keyId,
      name,
      detail: `${prefix}…`,
      side: lastUsedAt ? (
        <span>
          used <Time iso={lastUsedAt.toISOString()} />
        </span>
      ) : (
        <span className="text-muted-foreground">Never used</span>
      ),
    })),
  };
}
