import { Send } from "lucide-react";
import { type KeyFigure, KeyFigures } from "@/components/charts/key-figures";
import { pendingNote, simulatedNote } from "@/components/charts/outcome-notes";
import { OutcomesOverTime } from "@/components/charts/outcomes-over-time";
import { formatRange, RangeLinks } from "@/components/charts/range-links";
import { EmptyState } from "@/components/domain/empty-state";
import { formatMilliseconds, formatSuccessRate } from "@/components/domain/format-number";
import { historyHref } from "@/components/history/history-href";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { currentTimeMs } from "@/lib/clock";
import type { Scope } from "@/lib/scope/scope";
import { countByPeriod } from "@/lib/statistics/overview";
import { measureResponseTimes, type NewestResponseTimes } from "@/lib/statistics/response-times";
import type { OverviewRange, Period } from "@/lib/statistics/schema";

const ranges = ["24h", "7d"] as const;

/** The outcomes of the last day or week, and the response times of receivers. */
export async function DeliveryOverview({ scope, range }: { scope: Scope; range: OverviewRange }) {
  const periods = await countByPeriod(scope, range);
  const since = new Date(periods[0]?.from ?? currentTimeMs());
  const times = await measureResponseTimes(scope, since);
  const isEmpty = periods.every(({ counts }) => Object.values(counts).every((count) => count === 0));
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle>
          <h2>Deliveries</h2>
        </CardTitle>
        <RangeLinks path="/" ranges={ranges} selected={range} />
      </CardHeader>
      {isEmpty ? (
        <EmptyState
          icon={Send}
          title={`No deliveries in ${formatRange(range)}`}
          description="A delivery is counted here when an event matches a webhook."
        />
      ) : (
        <>
          <KeyFigures
            className="rounded-none border-b"
            figures={listFigures(periods, times, since.toISOString())}
          />
          <OutcomesOverTime periods={periods} withDays={range === "7d"} />
          <p className="border-t px-4 py-2 text-xs text-muted-foreground sm:px-5">
            {simulatedNote} {pendingNote}
          </p>
        </>
      )}
    </Card>
  );
}

function listFigures(periods: readonly Period[], times: NewestResponseTimes, from: string): KeyFigure[] {
  const sum = (name: keyof Period["counts"]) =>
    periods.reduce((total, { counts }) => total + counts[name], 0);
  const [delivered, failed] = [sum("succeeded"), sum("failed")];
  const requestsLabel = times.newestOnly
    ? `of the newest ${times.requests.toLocaleString("en")} requests`
    : "of all requests";
  return [
    {
      label: "Success rate",
      value: formatSuccessRate(delivered, failed) ?? "None yet",
      note: "of completed deliveries",
    },
    { label: "Failed", value: failed.toLocaleString("en"), ...describeFailedCount(failed, from) },
    { label: "Response time, p50", value: formatMilliseconds(times.p50), note: `median ${requestsLabel}` },
    { label: "Response time, p95", value: formatMilliseconds(times.p95), note: `95% ${requestsLabel}` },
  ];
}

function describeFailedCount(failed: number, from: string) {
  if (failed === 0) return { note: "no failed deliveries" };
  return { note: "no more retries", href: historyHref("/deliveries", { state: "failed", from }) };
}
