import Link from "next/link";
import { ScrollArea } from "@/components/domain/scroll-area";
import { Time } from "@/components/domain/time";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { AuditTargetType } from "@/lib/audit/define-action";
import { describeAction } from "@/lib/audit/describe-entry";
import type { AuditEntryView } from "@/lib/audit/schema";

/** Shows one sentence for each audit entry; the entry's recorded details open below it. */
export function AuditTable({ entries }: { entries: AuditEntryView[] }) {
  return (
    <ScrollArea label="Audit entries" className="rounded-[inherit]">
      <Table cards>
        <TableCaption>Audit entries, newest first</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead className="w-32">Time</TableHead>
            <TableHead>What happened</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {entries.map((entry) => (
            <TableRow key={entry.id} className="align-top">
              <TableCell className="align-top">
                <Time iso={entry.at} />
              </TableCell>
              <TableHead scope="row">
                <details>
                  <summary data-row-open className="min-h-6 leading-6 wrap-anywhere touch:min-h-11">
                    <span className="font-medium">{entry.actorName}</span> {describeAction(entry)}
                    {entry.partnerName && (
                      <span className="text-muted-foreground"> · {entry.partnerName}</span>
                    )}
                  </summary>
                  <EntryFacts entry={entry} />
                </details>
              </TableHead>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollArea>
  );
}

const linkLabelByTargetType: Record<string, string> = {
  apiKey: "API keys",
  role: "roles",
  eventType: "event type",
};

function EntryFacts({ entry }: { entry: AuditEntryView }) {
  const { id, at, actorKind, actorId, action, targetType, targetId, details } = entry;
  const href = targetHref(entry);
  const facts = [
    ["Time", `${at} (UTC)`],
    ["Action", action],
    ["Actor", `${actorKind} ${actorId ?? ""}`],
    ["Target", `${targetType} ${targetId}`],
    ["Entry", id],
  ];
  return (
    <div className="grid gap-2 py-2">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs">
        {facts.map(([term, fact]) => (
          <div key={term} className="contents">
            <dt className="text-muted-foreground">{term}</dt>
            <dd className="font-mono wrap-anywhere">{fact}</dd>
          </div>
        ))}
      </dl>
      {Object.keys(details).length > 0 && (
        <pre className="rounded-md border bg-muted px-2.5 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {JSON.stringify(details, null, 2)}
        </pre>
      )}
      {href && (
        <Link
          href={href}
          prefetch={false}
          className="inline-flex min-h-6 w-fit items-center text-primary underline-offset-4 hover:underline touch:min-h-11"
        >
          Open the {linkLabelByTargetType[targetType] ?? targetType}
        </Link>
      )}
    </div>
  );
}

const toPagePathByTargetType: Record<AuditTargetType, ((id: string) => string) | null> = {
  user: (id) => `/administration/people/users/${id}`,
  role: () => "/administration/people/roles",
  partner: (id) => `/administration/integrations/partners/${id}`,
  apiKey: () => "/administration/integrations/api-keys",
  webhook: (id) => `/administration/integrations/webhooks/${id}`,
  source: (id) => `/administration/integrations/sources/${id}`,
  delivery: (id) => `/deliveries/${id}`,
  event: (id) => `/events/${id}`,
  incident: (id) => `/incidents/${id}`,
  eventType: (name) => `/catalogue/${name}`,
  job: null,
  portalLink: null,
  encryptionKey: null,
  audit: null,
};

/**
 * The URL of the target's page; null if the target has no page (such as a sign-in with an unknown e-mail address) or no
 * longer exists. A deleted webhook still has a page; a deleted source does not count as existing.
 */
function targetHref({ targetType, targetId, targetExists }: AuditEntryView): string | null {
  const toPath =
    targetExists && Object.hasOwn(toPagePathByTargetType, targetType)
      ? toPagePathByTargetType[targetType as AuditTargetType]
      : null;
  return toPath?.(encodeURIComponent(targetId)) ?? null;
}
