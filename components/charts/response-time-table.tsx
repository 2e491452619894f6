"use client";

import Link from "next/link";
import { formatMilliseconds } from "@/components/domain/format-number";
import { ScrollArea } from "@/components/domain/scroll-area";
import { useTimeZones } from "@/components/domain/time-zones";
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
import type { ResponseTimePeriod, TimeSpan } from "@/lib/statistics/schema";
import { formatPeriod } from "./format-period";

/** The numbers of the chart, newest period first. Each period links to the list of its deliveries. */
export function ResponseTimeTable({
  periods,
  filter,
  className,
}: {
  periods: readonly ResponseTimePeriod[];
  filter: HistoryQuery;
  className: string;
}) {
  const { selected: zone } = useTimeZones();
  return (
    <ScrollArea label="Response times over time" className={className}>
      <Table>
        <TableCaption>Response times over time</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>Created ({zone})</TableHead>
            <TableHead className="text-right">p50</TableHead>
            <TableHead className="text-right">p95</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {periods.toReversed().map((period) => (
            <TableRow key={period.from}>
              <TableHead scope="row" className="whitespace-nowrap">
                <Link
                  href={periodHref(period, filter)}
                  prefetch={false}
                  className="inline-flex min-h-6 touch:min-h-11 items-center text-primary underline-offset-4 hover:underline"
                >
                  {formatPeriod(period, zone)}
                </Link>
              </TableHead>
              {[period.p50, period.p95].map((ms, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the two columns never change places
                <TableCell key={index} className="py-1 text-right">
                  {formatMilliseconds(ms)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollArea>
  );
}

/** The URL of the list of deliveries that match the filter and were created in a period. */
export function periodHref({ from, to }: TimeSpan, filter: HistoryQuery): string {
  return historyHref("/deliveries", { ...filter, from, to });
}
