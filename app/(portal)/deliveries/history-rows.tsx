import { AttemptDetail } from "@/components/history/attempt-detail";
import { FreshRows } from "@/components/history/fresh-rows";
import { historyHref } from "@/components/history/history-href";
import type { HistoryQuery } from "@/components/history/history-query";
import { HistoryTable } from "@/components/history/history-table";
import { LiveUpdates } from "@/components/history/live-updates";
import { awaitedBy, awaitedInWords } from "@/components/history/look-again";
import { ResendButton } from "@/components/history/resend-button";
import { resendFacts } from "@/components/history/resend-facts";
import { shownDelivery } from "@/components/history/shown-delivery";
import { openAttempt } from "@/components/history/timeline-rows";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import { can, type Scope } from "@/lib/scope/scope";
import { openPayloads } from "./open-payloads";
import { resend } from "./resend-action";
import { revisionOf } from "./revision";

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
    .map((delivery) => ({ delivery, attempt: openAttempt(delivery, query.open) }))
    .find(({ attempt }) => attempt);
  const payloads = opened?.attempt ? await openPayloads(scope, opened.delivery, opened.attempt) : null;
  const canResend = can(scope, "deliveries:resend");
  const { open: _open, ...shown } = { ...query, ...entity };
  return (
    <FreshRows
      key={historyHref(path, shown)}
      traceIds={deliveries.map((delivery) => delivery.traceId)}
      status={
        <LiveUpdates
          awaited={awaitedBy(deliveries)}
          summary={awaitedInWords(deliveries)}
          revision={revisionOf(deliveries)}
          revisionHref={historyHref("/deliveries/revision", shown)}
        />
      }
    >
      <HistoryTable
        caption={caption}
        deliveries={deliveries.map(shownDelivery)}
        showEntity={!entity}
        path={path}
        query={query}
        detail={
          opened?.attempt &&
          payloads && (
            <AttemptDetail delivery={opened.delivery} attempt={opened.attempt} payloads={payloads}>
              {canResend && <ResendButton facts={resendFacts(opened.delivery)} action={resend} />}
            </AttemptDetail>
          )
        }
        resend={canResend ? resend : undefined}
      />
    </FreshRows>
  );
}
