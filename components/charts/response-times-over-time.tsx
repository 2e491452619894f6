"use client";

import type { HistoryQuery } from "@/components/history/filters/history-query";
import type { ResponseTimePeriod } from "@/lib/statistics/schema";
import { useIsTableView } from "./chart-view";
import { ResponseTimeChart, ResponseTimeSwatch } from "./response-time-chart";
import { ResponseTimeTable } from "./response-time-table";

/** Response times over time, as a chart or, if the page shows its charts as tables, as a table with the same numbers. */
export function ResponseTimesOverTime({
  periods,
  withDays,
  filter,
}: {
  periods: readonly ResponseTimePeriod[];
  withDays: boolean;
  /** The deliveries that are measured; the lists that open show only these. */
  filter: HistoryQuery;
}) {
  const isTable = useIsTableView();
  if (isTable)
    return <ResponseTimeTable periods={periods} filter={filter} className="mt-3 max-h-96 border-t" />;
  return (
    <div className="px-2 pt-2 pb-3 sm:px-4">
      <ul aria-label="Response times" className="flex flex-wrap gap-x-4 gap-y-1 px-2 text-xs sm:px-1">
        <li className="flex items-center gap-1.5">
          <ResponseTimeSwatch name="p50" /> p50 (median)
        </li>
        <li className="flex items-center gap-1.5">
          <ResponseTimeSwatch name="p95" /> p95
        </li>
      </ul>
      <ResponseTimeChart periods={periods} withDays={withDays} filter={filter} />
    </div>
  );
}
