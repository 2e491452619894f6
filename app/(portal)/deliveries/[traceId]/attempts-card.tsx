import { deliveryHref, historyHref } from "@/components/history/history-href";
import { LiveUpdates } from "@/components/history/live-updates";
import { awaitedBy, awaitedInWords } from "@/components/history/look-again";
import { Timeline } from "@/components/history/timeline";
import { openAttempt } from "@/components/history/timeline-rows";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import type { Scope } from "@/lib/scope/scope";
import { openPayloads } from "../open-payloads";
import { revisionOf } from "../revision";

/** The timeline of a delivery, kept up to date; `open` is the attempt that is expanded. */
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
  const opened = openAttempt(delivery, open);
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle>
          <h2>Attempts</h2>
        </CardTitle>
        <LiveUpdates
          awaited={awaitedBy([delivery])}
          summary={awaitedInWords([delivery])}
          revision={revisionOf([delivery])}
          revisionHref={`/deliveries/revision?traceId=${traceId}`}
        />
      </CardHeader>
      <CardContent>
        <Timeline
          delivery={delivery}
          opened={opened}
          payloads={opened ? await openPayloads(scope, delivery, opened) : null}
          hrefOf={(next) => historyHref(deliveryHref(traceId), { open: next })}
        />
      </CardContent>
    </Card>
  );
}
