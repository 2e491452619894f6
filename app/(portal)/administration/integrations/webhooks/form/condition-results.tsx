import { CircleAlert, CircleCheck, CircleMinus } from "lucide-react";
import { ScrollArea } from "@/components/domain/scroll-area";
import { Time } from "@/components/domain/time";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { TriedEvent } from "@/lib/playground/trial-job";

const outcomeVariants = {
  matched: { variant: "success", icon: CircleCheck, label: "Matched" },
  not_matched: { variant: "neutral", icon: CircleMinus, label: "Did not match" },
  error: { variant: "warning", icon: CircleAlert, label: "Error" },
} as const;

/** A condition evaluated on past events: for each event, the value of each part of the condition and the fields that the part read. */
export function ConditionResults({ events, stale }: { events: readonly TriedEvent[]; stale: boolean }) {
  if (events.length === 0) return <p className="text-muted-foreground">No past events to test against.</p>;
  const matchedCount = events.filter(({ outcome }) => outcome === "matched").length;
  return (
    <div className="grid gap-2">
      <p>
        {matchedCount} of the last {events.length} {events.length === 1 ? "event" : "events"} would be sent.
        {stale && " The condition has changed since this test."}
      </p>
      <ScrollArea label="Results for past events" className="max-h-96 rounded-md border">
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Event and result</TableHead>
              <TableHead>Reason</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {events.map((event) => (
              <ResultRow key={event.id} event={event} />
            ))}
          </TableBody>
        </Table>
      </ScrollArea>
    </div>
  );
}

function ResultRow({ event }: { event: TriedEvent }) {
  const { variant, icon: Icon, label } = outcomeVariants[event.outcome];
  return (
    <TableRow>
      <TableHead scope="row" className="align-top">
        <span className="block">{event.title}</span>{" "}
        <span className="block text-xs text-muted-foreground">
          {event.entityType} {event.entityId}, <Time iso={event.occurredAt} />
        </span>{" "}
        <Badge variant={variant} className="mt-1">
          <Icon aria-hidden />
          {label}
        </Badge>
      </TableHead>
      <TableCell className="align-top">
        <ul className="grid gap-1">
          {event.parts.map(({ text, value, error, reads }) => (
            <li key={text} className="grid">
              <span className="wrap-anywhere">
                <code className="font-mono text-[0.8125rem]">{text}</code>{" "}
                <span className="font-medium">{value === null ? "fails" : `is ${value}`}</span>
                {error !== null && `: ${error}`}
              </span>
              {reads.length > 0 && (
                <span className="text-xs text-muted-foreground wrap-anywhere">
                  {reads.map((read) => `${read.path} is ${read.value ?? "missing"}`).join("; ")}
                </span>
              )}
            </li>
          ))}
        </ul>
      </TableCell>
    </TableRow>
  );
}
