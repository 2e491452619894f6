import { AttemptList } from "@/components/history/attempt/attempt-list";
import { findExpandedAttempt } from "@/components/history/delivery-rows";
import { deliveryHref, historyHref } from "@/components/history/history-href";
import { describeProgress } from "@/components/history/table/poll-delay";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import type { Scope } from "@/lib/scope/scope";
import { computeRevision } from "../../live/compute-revision";
import { loadAttemptPayloads } from "../load-payloads";

/** The attempts of a delivery, which follow the delivery. `open` is the ID of the expanded attempt. */
export async function AttemptsCard({
  scope,
  delivery,
  open,
}: {
  scope: Scope;
  delivery: DeliveryWithAttempts;
  open: string | undefined;
}) {
  const { traceId } = delivery;
  const openedAttempt = findExpandedAttempt(delivery, open);
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle>
          <h2>Attempts</h2>
        </CardTitle>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <p role="status" className="text-muted-foreground print:hidden">
            {describeProgress([delivery])}
          </p>
          <LiveWatch watch={`delivery?traceId=${traceId}`} revision={computeRevision([delivery])} />
          <LiveStatus />
        </div>
      </CardHeader>
      <CardContent>
        <AttemptList
          delivery={delivery}
          opened={openedAttempt}
          payloads={openedAttempt ? await loadAttemptPayloads(scope, delivery, openedAttempt) : null}
          buildOpenHref={(attemptId) => historyHref(deliveryHref(traceId), { open: attemptId })}
        />
      </CardContent>
    </Card>
  );
}
