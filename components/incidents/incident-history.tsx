import { Time } from "@/components/domain/time";
import type { IncidentEntry } from "@/lib/incidents/schema";
import { describeEntryKind } from "./describe-incident";

/** What happened to an incident, newest first. */
export function IncidentHistory({ history }: { history: readonly IncidentEntry[] }) {
  return (
    <ol className="divide-y" aria-label="History">
      {history.toReversed().map((entry) => (
        <li key={entry.id} className="grid gap-1 py-2.5 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{describeEntryKind(entry)}</span>
            <span className="text-xs text-muted-foreground">
              {entry.actor}, <Time iso={entry.at} />
            </span>
          </p>
          {(entry.kind === "note" || entry.kind === "closed") && entry.text !== null && (
            <p className="whitespace-pre-wrap wrap-anywhere">{entry.text}</p>
          )}
        </li>
      ))}
    </ol>
  );
}
