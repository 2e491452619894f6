"use client";

import { ScrollArea } from "@/components/domain/scroll-area";
import { Table, TableHead, TableHeader } from "@/components/ui/table";
import type { DeliverySummary } from "../delivery-rows";
import type { HistoryQuery } from "../filters/history-query";
import { historyHref } from "../history-href";
import { DeferredGroup } from "./deferred-rows";
import { stickyClass } from "./delivery-cells";
import { DeliveryGroup, type SharedGroupProps } from "./delivery-group";

/**
 * The attempts of deliveries, grouped by trace ID; `showEntity` adds the entity. A client component: the data of fifty
 * rows is a tenth of the size of their rendered elements.
 * @param path and `query` make the URL that opens a row.
 */
export function HistoryTable({
  caption,
  deliveries,
  path,
  query,
  ...rest
}: Omit<SharedGroupProps, "open" | "hrefOf"> & {
  caption: string;
  deliveries: readonly DeliverySummary[];
  path: string;
  query: HistoryQuery;
}) {
  const hrefOf = (open: string | undefined) => historyHref(path, { ...query, open });
  const context = { ...rest, open: query.open, hrefOf };
  const columns = [
    "ID",
    "Trace ID",
    "Event Title",
    ...(context.showEntity ? ["Entity"] : []),
    ...commonColumns,
  ];
  return (
    <ScrollArea label={`${caption}, scrolls horizontally`} className="@container rounded-lg border bg-card">
      <Table>
        <caption className="sr-only">{caption}</caption>
        <TableHeader>
          <tr className="border-b">
            {columns.map((column) => (
              <TableHead
                key={column}
                // The heading may wrap: a three-digit code must not push the status out of view.
                className="px-1.5 leading-tight first:pl-3 sm:px-1.5 sm:first:pl-3 xl:whitespace-normal print:whitespace-normal"
              >
                {column}
              </TableHead>
            ))}
            <TableHead className={`${stickyClass} bg-muted print:hidden`}>
              <span className="sr-only">Resend and details</span>
            </TableHead>
          </tr>
        </TableHeader>
        {deliveries.map((delivery) => (
          <DeferredGroup key={delivery.traceId} traceId={delivery.traceId}>
            <DeliveryGroup delivery={delivery} columnCount={columns.length + 1} {...context} />
          </DeferredGroup>
        ))}
      </Table>
    </ScrollArea>
  );
}

// Response Code, Time Stamp and # Attempt are LoanPro's names.
const commonColumns = ["Webhook", "Response Code", "Time Stamp", "# Attempt", "Status"];
