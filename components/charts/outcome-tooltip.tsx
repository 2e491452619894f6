"use client";

import { useTimeZones } from "@/components/domain/time-zones";
import type { Outcome, Period } from "@/lib/statistics/schema";
import { formatPeriod } from "./format-period";
import { OutcomeSwatch, outcomeLabel } from "./outcome-patterns";

/** What the bar under the pointer stands for. */
export function OutcomeTooltip({
  period,
  shown,
  id,
}: {
  period: Period | undefined;
  shown: readonly Outcome[];
  id: string;
}) {
  const { selected: zone } = useTimeZones();
  if (!period) return null;
  return (
    <div className="grid gap-1 rounded-md border bg-popover px-2.5 py-1.5 text-xs text-popover-foreground shadow-lg">
      <p className="font-medium">{formatPeriod(period, zone)}</p>
      {shown.map((outcome) => (
        <p key={outcome} className="flex items-center gap-1.5">
          <OutcomeSwatch outcome={outcome} id={`${id}-tip`} />
          {outcomeLabel(outcome)}
          <span className="ml-auto pl-4 font-medium">{period.counts[outcome].toLocaleString("en")}</span>
        </p>
      ))}
    </div>
  );
}
