import Link from "next/link";
import { Section } from "@/components/domain/section";
import type { SubscribedWebhook } from "@/lib/catalogue/queries";

/** Which webhooks name it, and in which version. */
export function Usage({
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
      title="Webhooks that name it"
      description="Webhooks that take all events get it too and are not counted here."
    >
      {count === 0 ? (
        <p className="text-muted-foreground">None. Choose it among the event triggers of a webhook.</p>
      ) : (
        <ul className="grid gap-1">
          {subscribed.map(({ id, name, version }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-2">
              {canOpen ? (
                <Link
                  href={`/administration/integrations/webhooks/${id}`}
                  className="inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 wrap-anywhere hover:underline"
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
