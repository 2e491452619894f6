"use client";

import Link from "next/link";
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
import type { CountedState, Period, TimeSpan } from "@/lib/statistics/schema";
import { formatPeriod } from "./format-period";
import { outcomeLabel } from "./outcome-patterns";

/** The numbers of the chart, newest period first. Each number links to the list of its deliveries. */
export function OutcomeTable({
  periods,
  visible,
  filter,
  className,
}: {
  periods: readonly Period[];
  visible: readonly CountedState[];
  filter: HistoryQuery;
  className: string;
}) {
  const { selected: zone } = useTimeZones();
  return (
    <ScrollArea label="Deliveries over time" className={className}>
      <Table>
        <TableCaption>Deliveries over time, by outcome</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>Created ({zone})</TableHead>
            {visible.map((outcome) => (
              <TableHead key={outcome} className="text-right">
                {outcomeLabel(outcome)}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {periods.toReversed().map((period) => (
            <TableRow key={period.from}>
              <TableHead scope="row" className="whitespace-nowrap">
                {formatPeriod(period, zone)}
              </TableHead>
              {visible.map((outcome) => (
                <TableCell key={outcome} className="py-1 text-right">
                  <OutcomeCount outcome={outcome} period={period} filter={filter} zone={zone} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollArea>
  );
}

function OutcomeCount({
  outcome,
  period,
  filter,
  zone,
}: {
  outcome: CountedState;
  period: Period;
  filter: HistoryQuery;
  zone: string;
}) {
  const count = period.counts[outcome];
  if (count === 0) return <span className="text-muted-foreground">0</span>;
  return (
    <Link
      href={outcomeHref(outcome, period, filter)}
      prefetch={false}
      className="inline-flex min-h-6 min-w-6 touch:min-h-11 items-center justify-end font-medium text-primary underline-offset-4 hover:underline"
    >
      {count.toLocaleString("en")}
      <span className="sr-only">
        {" "}
        {outcomeLabel(outcome)}, {formatPeriod(period, zone)}
      </span>
    </Link>
  );
}

/** The URL of the list of deliveries that match the filter, were created in a period and are in this state now. */
export function outcomeHref(outcome: CountedState, { from, to }: TimeSpan, filter: HistoryQuery): string {
  return historyHref("/deliveries", { ...filter, state: outcome, from, to });
}
