import { AttemptList } from "@/components/history/attempt/attempt-list";
import { findExpandedAttempt } from "@/components/history/delivery-rows";
import { deliveryHref, historyHref } from "@/components/history/history-href";
import { LiveUpdates } from "@/components/history/table/live-updates";
import { describeProgress, findNextChange } from "@/components/history/table/poll-delay";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import type { Scope } from "@/lib/scope/scope";
import { computeRevision } from "../compute-revision";
import { loadAttemptPayloads } from "../load-payloads";

/** The attempts of a delivery, refreshed while they can change. `open` is the ID of the expanded attempt. */
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
        <LiveUpdates
          nextChange={findNextChange([delivery])}
          summary={describeProgress([delivery])}
          revision={computeRevision([delivery])}
          revisionHref={`/deliveries/revision?traceId=${traceId}`}
        />
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
