import { Send } from "lucide-react";
import { type KeyFigure, KeyFigures } from "@/components/charts/key-figures";
import { pendingNote, simulatedNote } from "@/components/charts/outcome-notes";
import { OutcomesOverTime } from "@/components/charts/outcomes-over-time";
import { formatRange, RangeLinks } from "@/components/charts/range-links";
import { ResponseTimesOverTime } from "@/components/charts/response-times-over-time";
import { EmptyState } from "@/components/domain/empty-state";
import { formatMilliseconds, formatSuccessRate } from "@/components/domain/format-number";
import type { HistoryQuery } from "@/components/history/filters/history-query";
import { historyHref } from "@/components/history/history-href";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import type { Scope } from "@/lib/scope/scope";
import {
  type HealthOverTime,
  maxCountedDeliveries,
  maxReadDeliveries,
  measureHealth,
} from "@/lib/statistics/health-over-time";
import { measuredPerPeriod } from "@/lib/statistics/measure-by-period";
import { countedStates, type HealthRange } from "@/lib/statistics/schema";
import { CausesTable } from "./causes-table";
import { EventTypesTable } from "./event-types-table";

const ranges = ["24h", "7d", "30d"] as const;

/** The health of a webhook over a range of time: outcomes, response times, causes of failures, and event types. */
export async function HealthCard({
  scope,
  webhookId,
  range,
}: {
  scope: Scope;
  webhookId: string;
  range: HealthRange;
}) {
  const health = await measureHealth(scope, webhookId, range);
  const isEmpty = !health?.periods.some(({ counts }) => Object.values(counts).some((count) => count > 0));
  const filter: HistoryQuery = { webhookId, from: health?.periods[0]?.from };
  const withDays = range !== "24h";
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle>
          <h2>Health</h2>
        </CardTitle>
        <RangeLinks
          path={`/administration/integrations/webhooks/${webhookId}/health`}
          ranges={ranges}
          selected={range}
        />
      </CardHeader>
      {!health || isEmpty ? (
        <EmptyState
          icon={Send}
          title={`No deliveries in ${formatRange(range)}`}
          description="A delivery is counted here when an event matches the webhook."
        />
      ) : (
        <>
          <KeyFigures className="rounded-none border-b" figures={listFigures(health, filter)} />
          <OutcomesOverTime periods={health.periods} withDays={withDays} filter={{ webhookId }} />
          <h3 className="border-t px-4 pt-3 font-semibold sm:px-5">Response times</h3>
          <ResponseTimesOverTime periods={health.responseTimes} withDays={withDays} filter={{ webhookId }} />
          <CausesTable causes={health.causes} filter={filter} />
          <EventTypesTable eventTypes={health.eventTypes} filter={filter} />
          <p className="border-t px-4 py-2 text-xs text-muted-foreground sm:px-5">
            {simulatedNote} {pendingNote} Response times, and the success rates of event types, are those of
            the newest {measuredPerPeriod} deliveries of each period.
            {health.countsAreLimited &&
              ` At most ${maxCountedDeliveries.toLocaleString("en")} deliveries of each period are counted, so the real success rate is higher.`}
            {health.othersAreLimited &&
              ` Only the newest ${maxReadDeliveries.toLocaleString("en")} failed, discarded and open deliveries are counted as such: earlier ones are shown as delivered, so the real success rate is lower.`}
          </p>
        </>
      )}
    </Card>
  );
}

function listFigures(
  { periods, total, countsAreLimited, othersAreLimited }: HealthOverTime,
  filter: HistoryQuery,
): KeyFigure[] {
  const counts = Object.fromEntries(
    countedStates.map((name) => [name, periods.reduce((sum, period) => sum + period.counts[name], 0)]),
  ) as Record<(typeof countedStates)[number], number>;
  const { succeeded, failed } = counts;
  const successRate = formatSuccessRate(succeeded, failed);
  return [
    {
      label: "Success rate",
      value: successRate ? `${formatBound(countsAreLimited, othersAreLimited)}${successRate}` : "None yet",
      note: "of completed deliveries",
    },
    {
      label: "Failed",
      value: failed.toLocaleString("en"),
      ...(failed > 0
        ? {
            note: "open the list to resend",
            href: historyHref("/deliveries", { ...filter, state: "failed" }),
          }
        : { note: "no failed deliveries" }),
    },
    { label: "Response time, p50", value: formatMilliseconds(total.p50), note: "median" },
    { label: "Response time, p95", value: formatMilliseconds(total.p95), note: "95% are faster" },
  ];
}

/** What the limits mean for a success rate: more delivered ones would raise it, more failed ones would lower it. */
function formatBound(countsAreLimited: boolean, othersAreLimited: boolean): string {
  if (countsAreLimited && othersAreLimited) return "about ";
  if (othersAreLimited) return "at most ";
  return countsAreLimited ? "at least " : "";
}
