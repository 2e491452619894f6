"use client";

import { useTimeZones } from "@/components/domain/time-zones";
import type { CountedState, Period } from "@/lib/statistics/schema";
import { formatPeriod } from "./format-period";
import { OutcomeSwatch, outcomeLabel } from "./outcome-patterns";

/** The numbers of the bar under the pointer. */
export function OutcomeTooltip({
  period,
  visible,
  id,
}: {
  period: Period | undefined;
  visible: readonly CountedState[];
  id: string;
}) {
  const { selected: zone } = useTimeZones();
  if (!period) return null;
  return (
    <div className="grid gap-1 rounded-md border bg-popover px-2.5 py-1.5 text-xs text-popover-foreground shadow-lg">
      <p className="font-medium">{formatPeriod(period, zone)}</p>
      {visible.map((outcome) => (
        <p key={outcome} className="flex items-center gap-1.5">
          <OutcomeSwatch outcome={outcome} id={`${id}-tip`} />
          {outcomeLabel(outcome)}
          <span className="ml-auto pl-4 font-medium">{period.counts[outcome].toLocaleString("en")}</span>
        </p>
      ))}
    </div>
  );
}
