import { Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { WebhookStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardTitle } from "@/components/ui/card";
import type { PartnerDetail } from "@/lib/partners/find-partner";

const link = "inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 hover:underline";

/** One kind of thing that a partner owns. */
export interface Owned {
  title: string;
  /** What is said when there is none. */
  none: string;
  /** How many there are; `items` are the first of them. */
  count: number;
  items: { id: string; href?: string; name: string; detail: string; side: ReactNode }[];
  listHref: string;
  newHref: string;
  newLabel: string;
}

/** What a partner owns of one kind, with the ways to all of it and to one more. */
export function OwnedSection({ title, none, count, items, listHref, newHref, newLabel }: Owned) {
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
        <CardContent className="text-muted-foreground">{none}</CardContent>
      ) : (
        <ul className="divide-y">
          {items.map(({ id, href, name, detail, side }) => (
            <li key={id} className="flex items-center justify-between gap-4 px-4 py-2 sm:px-5">
              <div className="min-w-0">
                {href ? (
                  <Link href={href} prefetch={false} className={`${link} wrap-anywhere`}>
                    {name}
                  </Link>
                ) : (
                  <span className="inline-flex min-h-6 items-center font-medium wrap-anywhere">{name}</span>
                )}
                <span className="block truncate text-xs text-muted-foreground">{detail}</span>
              </div>
              <div className="shrink-0">{side}</div>
            </li>
          ))}
          <li className="px-4 py-2 sm:px-5">
            <Link href={listHref} prefetch={false} className={link}>
              {count > items.length ? `All ${count.toLocaleString("en")}` : "Open in the list"}
              <span className="sr-only"> {title}</span>
            </Link>
          </li>
        </ul>
      )}
    </Card>
  );
}

const integrations = "/administration/integrations";
const users = "/administration/people/users";

export function webhooksOf({ id, webhooks, _count }: PartnerDetail): Owned {
  return {
    title: "Webhooks",
    none: "None yet. They get only the events that name this partner.",
    count: _count.webhooks,
    listHref: `${integrations}/webhooks?partner=${id}`,
    newHref: `${integrations}/webhooks/new?partner=${id}`,
    newLabel: "New webhook",
    items: webhooks.map((webhook) => ({
      id: webhook.id,
      href: `${integrations}/webhooks/${webhook.id}`,
      name: webhook.name,
      detail: new URL(webhook.url).host,
      side: <WebhookStateBadge state={webhook.state} />,
    })),
  };
}

export function peopleOf({ id, users: people, _count }: PartnerDetail): Owned {
  return {
    title: "Users",
    none: "Nobody yet. Its people sign in here and see only what is this partner's.",
    count: _count.users,
    listHref: `${users}?partner=${id}`,
    newHref: `${users}/new?partner=${id}`,
    newLabel: "Add a person",
    items: people.map((person) => ({
      id: person.id,
      href: `${users}/${person.id}`,
      name: person.name,
      detail: person.email,
      side: person.disabledAt ? <Badge>Disabled</Badge> : <span>{person.role.name}</span>,
    })),
  };
}

export function apiKeysOf({ id, apiKeys, _count }: PartnerDetail): Owned {
  return {
    title: "API keys",
    none: "None that works. A program of the partner sees only what is this partner's.",
    count: _count.apiKeys,
    listHref: `${integrations}/api-keys?partner=${id}`,
    newHref: `${integrations}/api-keys/new?partner=${id}`,
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
