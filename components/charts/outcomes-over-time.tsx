"use client";

import { useId } from "react";
import type { HistoryQuery } from "@/components/history/filters/history-query";
import { type CountedState, countedStates, type Period } from "@/lib/statistics/schema";
import { ChartViewButton, useIsTableView } from "./chart-view";
import { OutcomeChart } from "./outcome-chart";
import { OutcomeSwatch, outcomeLabel } from "./outcome-patterns";
import { OutcomeTable } from "./outcome-table";

const noFilter: HistoryQuery = {};

/**
 * Deliveries over time, as a chart or as a table with the same numbers. The URL parameter `view` selects one of them.
 * @param filter the deliveries that are counted; the lists that open show only these
 */
export function OutcomesOverTime({
  periods,
  withDays,
  filter = noFilter,
}: {
  periods: readonly Period[];
  withDays: boolean;
  filter?: HistoryQuery;
}) {
  const isTable = useIsTableView();
  const id = useId();
  const total = (outcome: CountedState) => periods.reduce((sum, { counts }) => sum + counts[outcome], 0);
  const visible = countedStates.filter((outcome) => outcome === "succeeded" || total(outcome) > 0);
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 pt-3 sm:px-5">
        <ul aria-label="Total" className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {visible.map((outcome) => (
            <li key={outcome} className="flex items-center gap-1.5">
              <OutcomeSwatch outcome={outcome} id={`${id}-legend`} />
              {outcomeLabel(outcome)}
              <span className="font-medium">{total(outcome).toLocaleString("en")}</span>
            </li>
          ))}
        </ul>
        <ChartViewButton />
      </div>
      {isTable ? (
        <OutcomeTable
          periods={periods}
          visible={visible}
          filter={filter}
          className="mt-3 max-h-96 border-t"
        />
      ) : (
        <div className="px-2 pt-2 pb-3 sm:px-4">
          <OutcomeChart periods={periods} visible={visible} withDays={withDays} filter={filter} />
        </div>
      )}
    </div>
  );
}
