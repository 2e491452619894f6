"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatMilliseconds } from "@/components/domain/format-number";
import { useTimeZones } from "@/components/domain/time-zones";
import type { HistoryQuery } from "@/components/history/filters/history-query";
import type { ResponseTimePeriod, TimeSpan } from "@/lib/statistics/schema";
import { formatPeriod, formatTick } from "./format-period";
import { periodHref } from "./response-time-table";

/**
 * Median and 95th percentile of the response times over time, as two bars for each period; a bar opens the list of the period's
 * deliveries. The chart is hidden from screen readers and cannot be focused: the table has the same numbers and links.
 */
export function ResponseTimeChart({
  periods,
  withDays,
  filter,
}: {
  periods: readonly ResponseTimePeriod[];
  withDays: boolean;
  filter: HistoryQuery;
}) {
  const id = useId();
  const router = useRouter();
  const { selected: zone } = useTimeZones();
  return (
    <div aria-hidden className="h-48 w-full [&_.recharts-surface]:outline-none">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...periods]}
          accessibilityLayer={false}
          barGap={0}
          margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        >
          <defs>
            <StripePattern id={id} />
          </defs>
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis
            dataKey="from"
            tickFormatter={(from: string) => formatTick(from, zone, withDays)}
            tick={tickStyle}
            tickLine={false}
            axisLine={{ stroke: "var(--border)" }}
            minTickGap={24}
          />
          <YAxis
            width={56}
            tickFormatter={formatMilliseconds}
            tick={tickStyle}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            cursor={{ fill: "var(--muted)" }}
            isAnimationActive={false}
            content={({ payload }) => <TimesTooltip period={payload?.[0]?.payload} zone={zone} />}
          />
          {(["p50", "p95"] as const).map((name) => (
            <Bar
              key={name}
              dataKey={name}
              fill={name === "p50" ? p50Color : `url(#${id})`}
              stroke={p50Color}
              isAnimationActive={false}
              className="cursor-pointer"
              onClick={({ payload }) => router.push(periodHref(payload as TimeSpan, filter))}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

const tickStyle = { fill: "var(--muted-foreground)", fontSize: 12 };
const p50Color = "var(--ring)";

/** Stripes distinguish p95 from p50 without color. */
function StripePattern({ id }: { id: string }) {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse">
      <rect width={6} height={6} fill="var(--card)" />
      <path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke={p50Color} strokeWidth={1.5} />
    </pattern>
  );
}

/** The fill of p50 or p95 as a square, for the legend. */
export function ResponseTimeSwatch({ name }: { name: "p50" | "p95" }) {
  const id = useId();
  return (
    <svg aria-hidden width={12} height={12} className="shrink-0 rounded-[2px]">
      <StripePattern id={id} />
      <rect width={12} height={12} fill={name === "p50" ? p50Color : `url(#${id})`} stroke={p50Color} />
    </svg>
  );
}

/** The numbers of the bars under the pointer. */
function TimesTooltip({ period, zone }: { period: ResponseTimePeriod | undefined; zone: string }) {
  if (!period) return null;
  return (
    <div className="grid gap-1 rounded-md border bg-popover px-2.5 py-1.5 text-xs text-popover-foreground shadow-lg">
      <p className="font-medium">{formatPeriod(period, zone)}</p>
      <p>p50 {formatMilliseconds(period.p50)}</p>
      <p>p95 {formatMilliseconds(period.p95)}</p>
    </div>
  );
}
