import { AttemptDetail } from "@/components/history/attempt-detail";
import { DeferredRows } from "@/components/history/deferred-rows";
import { summarizeDelivery } from "@/components/history/delivery-summary";
import { historyHref } from "@/components/history/history-href";
import type { HistoryQuery } from "@/components/history/history-query";
import { HistoryTable } from "@/components/history/history-table";
import { LiveUpdates } from "@/components/history/live-updates";
import { describeProgress, findNextChange } from "@/components/history/poll-delay";
import { ResendButton } from "@/components/history/resend-button";
import { previewResend } from "@/components/history/resend-preview";
import { findOpenAttempt } from "@/components/history/timeline-rows";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import { can, type Scope } from "@/lib/scope/scope";
import { computeRevision } from "./compute-revision";
import { loadAttemptPayloads } from "./load-payloads";
import { resend } from "./resend-action";

export interface Entity {
  entityType: string;
  entityId: string;
}

/** The rows of a history page, kept up to date while something among them is open. */
export async function HistoryRows({
  scope,
  path,
  query,
  entity,
  caption,
  deliveries,
}: {
  scope: Scope;
  path: string;
  query: HistoryQuery;
  entity: Entity | undefined;
  caption: string;
  deliveries: readonly DeliveryWithAttempts[];
}) {
  const opened = deliveries
    .map((delivery) => ({ delivery, attempt: findOpenAttempt(delivery, query.open) }))
    .find(({ attempt }) => attempt);
  const payloads = opened?.attempt ? await loadAttemptPayloads(scope, opened.delivery, opened.attempt) : null;
  const canResend = can(scope, "deliveries:resend");
  const { open: _open, ...shown } = { ...query, ...entity };
  return (
    <DeferredRows
      key={historyHref(path, shown)}
      traceIds={deliveries.map((delivery) => delivery.traceId)}
      status={
        <LiveUpdates
          awaited={findNextChange(deliveries)}
          summary={describeProgress(deliveries)}
          revision={computeRevision(deliveries)}
          revisionHref={historyHref("/deliveries/revision", shown)}
        />
      }
    >
      <HistoryTable
        caption={caption}
        deliveries={deliveries.map(summarizeDelivery)}
        showEntity={!entity}
        path={path}
        query={query}
        detail={
          opened?.attempt &&
          payloads && (
            <AttemptDetail delivery={opened.delivery} attempt={opened.attempt} payloads={payloads}>
              {canResend && <ResendButton facts={previewResend(opened.delivery)} action={resend} />}
            </AttemptDetail>
          )
        }
        resend={canResend ? resend : undefined}
      />
    </DeferredRows>
  );
}
