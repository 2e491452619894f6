import Link from "next/link";
import { formatMilliseconds, formatSuccessRate } from "@/components/domain/format-number";
import { ScrollArea } from "@/components/domain/scroll-area";
import type { HistoryQuery } from "@/components/history/filters/history-query";
import { historyHref } from "@/components/history/history-href";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { EventTypeHealth } from "@/lib/statistics/health-over-time";

const linkClass =
  "inline-flex min-h-6 min-w-6 touch:min-h-11 items-center text-primary underline-offset-4 hover:underline wrap-anywhere";

/** Success rate, failures and response times of each event type, with links to its deliveries. */
export function EventTypesTable({
  eventTypes,
  filter,
}: {
  eventTypes: readonly EventTypeHealth[];
  filter: HistoryQuery;
}) {
  return (
    <section aria-label="Event types" className="border-t">
      <h3 className="px-4 pt-3 pb-2 font-semibold sm:px-5">Event types</h3>
      <ScrollArea label="Event types" className="max-h-96">
        <Table>
          <TableCaption>Health by event type</TableCaption>
          <TableHeader>
            <TableRow>
              <TableHead>Event type</TableHead>
              <TableHead className="text-right">Success rate</TableHead>
              <TableHead className="text-right">Failed</TableHead>
              <TableHead className="hidden text-right sm:table-cell">p50</TableHead>
              <TableHead className="text-right">p95</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {eventTypes.map(({ eventType, title, delivered, failing, failed, p50, p95 }) => (
              <TableRow key={eventType}>
                <TableHead scope="row">
                  <Link
                    href={historyHref("/deliveries", { ...filter, eventType })}
                    prefetch={false}
                    className={linkClass}
                  >
                    {title}
                  </Link>
                </TableHead>
                <TableCell className="text-right">
                  {formatSuccessRate(delivered, failing) ?? "none yet"}
                </TableCell>
                <TableCell className="py-1 text-right">
                  {failed === 0 ? (
                    <span className="text-muted-foreground">0</span>
                  ) : (
                    <Link
                      href={historyHref("/deliveries", { ...filter, eventType, state: "failed" })}
                      prefetch={false}
                      className={`${linkClass} justify-end font-medium`}
                    >
                      {failed.toLocaleString("en")}
                      <span className="sr-only"> failed, {title}</span>
                    </Link>
                  )}
                </TableCell>
                <TableCell className="hidden text-right sm:table-cell">{formatMilliseconds(p50)}</TableCell>
                <TableCell className="text-right">{formatMilliseconds(p95)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollArea>
    </section>
  );
}
