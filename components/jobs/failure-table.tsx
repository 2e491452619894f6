import Link from "next/link";
import { NoValue } from "@/components/domain/empty-state";
import { ScrollArea } from "@/components/domain/scroll-area";
import { ShortId } from "@/components/domain/short-id";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { formatResponse } from "@/components/history/attempt/attempt-outcome";
import { deliveryHref, entityHref } from "@/components/history/history-href";
import { Button } from "@/components/ui/button";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { JobItem } from "@/lib/jobs/schema";

const columns = ["Event type", "Response", "Sent", "Entity", "Webhook", "Trace ID"];

/** The failed deliveries of a job, oldest first. `first` and `next` are the URLs of the first and the next page, or null. */
export function FailureTable({
  items,
  first,
  next,
}: {
  items: readonly JobItem[];
  first: string | null;
  next: string | null;
}) {
  return (
    <>
      <ScrollArea label="Failed deliveries, scrolls horizontally" className="rounded-[inherit]">
        <Table cards>
          <TableCaption>Failed deliveries</TableCaption>
          <TableHeader>
            <TableRow>
              {columns.map((column) => (
                <TableHead key={column}>{column}</TableHead>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {items.map((item) => (
              <FailureRow key={`${item.eventId} ${item.webhookId}`} item={item} />
            ))}
          </TableBody>
        </Table>
      </ScrollArea>
      {(first || next) && (
        <nav
          aria-label="Pages of failed deliveries"
          className="flex flex-wrap justify-end gap-2 border-t px-3 py-2.5"
        >
          {first && <PageLink href={first}>First</PageLink>}
          {next && <PageLink href={next}>Next</PageLink>}
        </nav>
      )}
    </>
  );
}

function FailureRow({ item }: { item: JobItem }) {
  const { traceId, webhookName, eventType, entityType, entityId, responseCode, errorCode, startedAt } = item;
  // Only the code is shown here. The delivery's page explains it.
  const error = errorCode === null ? null : { code: errorCode, message: "", cause: "", nextAction: null };
  return (
    <TableRow>
      <TableHead scope="row" className="min-w-32 wrap-anywhere">
        {eventType}
      </TableHead>
      <TableCell className="font-mono text-destructive">{formatResponse({ responseCode, error })}</TableCell>
      <TableCell>{startedAt ? <Time iso={startedAt} /> : <NoValue>Not sent</NoValue>}</TableCell>
      <TableCell inside="" className="min-w-32">
        {entityType} <TextLink href={entityHref(entityType, entityId)}>{entityId}</TextLink>
      </TableCell>
      <TableCell inside="Webhook" className="min-w-32 wrap-anywhere">
        {webhookName}
      </TableCell>
      <TableCell inside="Trace ID">
        {traceId === null ? (
          <NoValue>Not created</NoValue>
        ) : (
          <ShortId id={traceId} label="trace ID" href={deliveryHref(traceId)} opensRow />
        )}
      </TableCell>
    </TableRow>
  );
}

function PageLink({ href, children }: { href: string; children: string }) {
  return (
    <Button asChild variant="outline">
      <Link href={href} prefetch={false}>
        {children}
      </Link>
    </Button>
  );
}
