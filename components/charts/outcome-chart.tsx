"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useTimeZones } from "@/components/domain/time-zones";
import type { HistoryQuery } from "@/components/history/filters/history-query";
import type { CountedState, Period } from "@/lib/statistics/schema";
import { formatTick } from "./format-period";
import { OutcomePatterns, outcomeFill } from "./outcome-patterns";
import { outcomeHref } from "./outcome-table";
import { OutcomeTooltip } from "./outcome-tooltip";

/**
 * Deliveries over time as stacked bars; a bar opens the list of its deliveries. The chart is hidden from screen readers and
 * cannot be focused: the table has the same numbers and links.
 */
export function OutcomeChart({
  periods,
  visible,
  withDays,
  filter,
}: {
  periods: readonly Period[];
  /** The outcomes to show, in the order of the stack. */
  visible: readonly CountedState[];
  withDays: boolean;
  filter: HistoryQuery;
}) {
  const id = useId();
  const router = useRouter();
  const { selected: zone } = useTimeZones();
  const rows = periods.map((period) => ({ ...period, ...period.counts }));
  return (
    <div aria-hidden className="h-64 w-full [&_.recharts-surface]:outline-none">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={rows} accessibilityLayer={false} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
          <OutcomePatterns id={id} outcomes={visible} />
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis
            dataKey="from"
            tickFormatter={(from: string) => formatTick(from, zone, withDays)}
            tick={{ fill: "var(--muted-foreground)", fontSize: 12 }}
            tickLine={false}
            axisLine={{ stroke: "var(--border)" }}
            minTickGap={24}
          />
          <YAxis
            allowDecimals={false}
            width={44}
            tickFormatter={(count: number) => compactNumberFormat.format(count)}
            tick={{ fill: "var(--muted-foreground)", fontSize: 12 }}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            cursor={{ fill: "var(--muted)" }}
            isAnimationActive={false}
            content={(props) => (
              <OutcomeTooltip period={props.payload?.[0]?.payload} visible={visible} id={id} />
            )}
          />
          {visible.map((outcome) => (
            <Bar
              key={outcome}
              dataKey={outcome}
              stackId="all"
              fill={outcomeFill(outcome, id)}
              stroke="var(--card)"
              strokeWidth={1}
              // Makes one failure among ten thousand visible, but no bar for zero.
              minPointSize={(_, index) => (periods[index]?.counts[outcome] ? 3 : 0)}
              isAnimationActive={false}
              className="cursor-pointer"
              onClick={({ payload }) => router.push(outcomeHref(outcome, payload as Period, filter))}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

const compactNumberFormat = new Intl.NumberFormat("en", { notation: "compact" });
