import Link from "next/link";
import { Section } from "@/components/domain/section";
import type { SubscribedWebhook } from "@/lib/catalogue/queries";

/** Lists the webhooks that name this event type as a trigger, with the version that each uses; not those subscribed to "*". */
export function SubscribedWebhooks({
  count,
  subscribed,
  canOpen,
}: {
  count: number;
  subscribed: readonly SubscribedWebhook[];
  canOpen: boolean;
}) {
  return (
    <Section
      title="Subscribed webhooks"
      description="Webhooks subscribed to all events also receive this event type, but are not listed."
    >
      {count === 0 ? (
        <p className="text-muted-foreground">
          No webhooks yet. Select this event type as an event trigger in a webhook.
        </p>
      ) : (
        <ul className="grid gap-1">
          {subscribed.map(({ id, name, version }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-2">
              {canOpen ? (
                <Link
                  href={`/administration/integrations/webhooks/${id}`}
                  className="inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 wrap-anywhere hover:underline touch:min-h-11"
                >
                  {name}
                </Link>
              ) : (
                <span className="wrap-anywhere">{name}</span>
              )}
              <span className="text-xs text-muted-foreground">version {version}</span>
            </li>
          ))}
          {count > subscribed.length && (
            <li className="text-muted-foreground">
              and {(count - subscribed.length).toLocaleString("en")} more
            </li>
          )}
        </ul>
      )}
    </Section>
  );
}
