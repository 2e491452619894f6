"use client";

import { ChartColumnStacked, Table2 } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";

const viewParser = parseAsStringLiteral(["chart", "table"]).withDefault("chart");

/** Whether the page shows its charts as tables. The URL parameter `view` contains the choice. */
export function useIsTableView(): boolean {
  return useQueryState("view", viewParser)[0] === "table";
}

/** Switches all charts of the page between chart and table. */
export function ChartViewButton() {
  const [view, setView] = useQueryState("view", viewParser);
  const isTable = view === "table";
  return (
    <Button variant="outline" size="sm" onClick={() => void setView(isTable ? null : "table")}>
      {isTable ? <ChartColumnStacked aria-hidden /> : <Table2 aria-hidden />}
      {isTable ? "Show as chart" : "Show as table"}
    </Button>
  );
}
