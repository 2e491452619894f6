import { WebhookStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { Badge } from "@/components/ui/badge";
import type { PartnerDetail } from "@/lib/partners/find-partner";
import type { Owned } from "./owned-section";

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
