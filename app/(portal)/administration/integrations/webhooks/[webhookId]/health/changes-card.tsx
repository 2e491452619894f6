import { Time } from "@/components/domain/time";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { Scope } from "@/lib/scope/scope";
import { listWebhookAuditEntries } from "@/lib/webhooks/list-audit-entries";
import type { WebhookView } from "@/lib/webhooks/schema";
import { PreviousKeys } from "../previous-keys";
import { describeChange } from "./describe-change";

/** The last entries of a webhook's audit trail. */
export async function ChangesCard({ scope, webhook }: { scope: Scope; webhook: WebhookView }) {
  const { id, previousKeysValidUntil } = webhook;
  const entries = await listWebhookAuditEntries(scope, id);
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Changes</h2>
        </CardTitle>
        <CardDescription>
          The last 50 entries of this webhook's audit trail, newest first. Entries cannot be changed.
        </CardDescription>
      </CardHeader>
      {previousKeysValidUntil.length > 0 && (
        <CardContent className="border-b bg-muted/40 py-3">
          <p>
            <PreviousKeys ends={previousKeysValidUntil} />
          </p>
        </CardContent>
      )}
      <ol className="divide-y">
        {entries.map((entry) => {
          const { title, lines } = describeChange(entry);
          return (
            <li key={entry.id} className="grid gap-x-6 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[1fr_auto] sm:px-5">
              <div className="grid min-w-0 gap-0.5">
                <p className="font-medium">{title}</p>
                {lines.map((line) => (
                  <p key={line} className="text-muted-foreground wrap-anywhere">
                    {line}
                  </p>
                ))}
              </div>
              <p className="text-xs text-muted-foreground sm:text-right">
                <Time iso={entry.at} /> by {entry.actorName}
              </p>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
