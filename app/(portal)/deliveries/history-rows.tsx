import type { ReactNode } from "react";
import { listHref } from "@/components/cursor-list/list-query";
import { AttemptDetail } from "@/components/history/attempt/attempt-detail";
import { ResendButton } from "@/components/history/attempt/resend-button";
import { previewResend } from "@/components/history/attempt/resend-preview";
import { findExpandedAttempt, summarizeDelivery } from "@/components/history/delivery-rows";
import type { HistoryQuery } from "@/components/history/filters/history-query";
import { historyHref } from "@/components/history/history-href";
import type { AllMatching } from "@/components/history/selection/matching-filter";
import { HistoryTable } from "@/components/history/table/history-table";
import { describeProgress } from "@/components/history/table/poll-delay";
import { DeferredRows } from "@/components/live/deferred-rows";
import { findResendObstacles } from "@/lib/deliveries/resend-obstacles";
import type { DeliveryWithAttempts } from "@/lib/deliveries/schema";
import { can, type Scope } from "@/lib/scope/scope";
import { startJobAction } from "../jobs/actions";
import { HeldNotes } from "./held-notes";
import { loadAttemptPayloads } from "./load-payloads";
import { resendAction } from "./resend-action";

export interface Entity {
  entityType: string;
  entityId: string;
}

/** The rows of a history page, which follow the ledger. */
export async function HistoryRows({
  scope,
  path,
  query,
  entity,
  toolbar,
  caption,
  deliveries,
  revision,
  allMatching,
}: {
  scope: Scope;
  path: string;
  query: HistoryQuery;
  entity: Entity | undefined;
  /** Shown in one line with the progress. */
  toolbar: ReactNode;
  caption: string;
  deliveries: readonly DeliveryWithAttempts[];
  /** What the page shows, as a watch of "deliveries" computes it. */
  revision: string;
  /** Null if the page shows everything that matches the filters. */
  allMatching: AllMatching | null;
}) {
  const expandedEntry = deliveries
    .map((delivery) => ({ delivery, attempt: findExpandedAttempt(delivery, query.open) }))
    .find(({ attempt }) => attempt);
  const payloads = expandedEntry?.attempt
    ? await loadAttemptPayloads(scope, expandedEntry.delivery, expandedEntry.attempt)
    : null;
  const canResend = can(scope, "deliveries:resend");
  const traceIds = deliveries.map(({ traceId }) => traceId);
  const obstacles = canResend ? Object.fromEntries(await findResendObstacles(scope, traceIds)) : {};
  const { open: _open, ...listQuery } = { ...query, ...entity };
  return (
    <DeferredRows
      key={historyHref(path, listQuery)}
      ids={traceIds}
      watch={listHref("deliveries", { ...listQuery, page: entity && "entity" })}
      revision={revision}
      status={
        <>
          {toolbar}
          <p role="status" className="text-muted-foreground print:hidden">
            {describeProgress(deliveries)}
          </p>
        </>
      }
    >
      <HeldNotes deliveries={deliveries} />
      <HistoryTable
        caption={caption}
        deliveries={deliveries.map(summarizeDelivery)}
        showEntity={!entity}
        path={path}
        query={query}
        detail={
          expandedEntry?.attempt &&
          payloads && (
            <AttemptDetail
              delivery={expandedEntry.delivery}
              attempt={expandedEntry.attempt}
              payloads={payloads}
            >
              {canResend && (
                <ResendButton preview={previewResend(expandedEntry.delivery)} action={resendAction} />
              )}
            </AttemptDetail>
          )
        }
        resend={canResend ? resendAction : undefined}
        selecting={canResend ? { obstacles, allMatching, startJob: startJobAction } : undefined}
      />
    </DeferredRows>
  );
}
