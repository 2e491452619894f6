"use client";

import { ChartColumnStacked, Table2 } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { type CountedState, countedStates, type Period } from "@/lib/statistics/schema";
import { OutcomeChart } from "./outcome-chart";
import { OutcomeSwatch, outcomeLabel } from "./outcome-patterns";
import { OutcomeTable } from "./outcome-table";

const viewParser = parseAsStringLiteral(["chart", "table"]).withDefault("chart");

/** Deliveries over time, as a chart or as a table with the same numbers. The URL parameter `view` selects one of them. */
export function OutcomesOverTime({ periods, withDays }: { periods: readonly Period[]; withDays: boolean }) {
  const [view, setView] = useQueryState("view", viewParser);
  const id = useId();
  const total = (outcome: CountedState) => periods.reduce((sum, { counts }) => sum + counts[outcome], 0);
  const visible = countedStates.filter((outcome) => outcome === "succeeded" || total(outcome) > 0);
  const isTable = view === "table";
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
        <Button
          variant="outline"
          size="sm"
          aria-pressed={isTable}
          onClick={() => void setView(isTable ? null : "table")}
        >
          {isTable ? <ChartColumnStacked aria-hidden /> : <Table2 aria-hidden />}
          {isTable ? "Show as chart" : "Show as table"}
        </Button>
      </div>
      {isTable ? (
        <OutcomeTable periods={periods} visible={visible} className="mt-3 max-h-96 border-t" />
      ) : (
        <div className="px-2 pt-2 pb-3 sm:px-4">
          <OutcomeChart periods={periods} visible={visible} withDays={withDays} />
        </div>
      )}
    </div>
  );
}
