import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { InvalidFilters } from "@/components/cursor-list/list-empty";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { Pager } from "@/components/cursor-list/pager";
import { describePeriod, type LenderClock, offeredPeriods } from "@/components/cursor-list/periods";
import { PrintNote } from "@/components/domain/print-note";
import { AnswerSentences } from "@/components/entities/answer-sentences";
import { StateCounts } from "@/components/entities/state-counts";
import { ExportLinks } from "@/components/history/export-links";
import { FilterBar } from "@/components/history/filters/filter-bar";
import { HistoryEmpty } from "@/components/history/filters/history-empty";
import {
  hasHistoryFilters,
  historyQueryNeedsNormalizing,
  parseHistoryQuery,
  readHistoryQuery,
} from "@/components/history/filters/history-query";
import { SavedViews } from "@/components/history/filters/saved-views";
import {
  historyHref,
  newerHistoryQuery,
  newestHistoryPageQuery,
  olderHistoryQuery,
} from "@/components/history/history-href";
import { LiveWatch } from "@/components/live/live-watch";
import { Card } from "@/components/ui/card";
import { currentTime } from "@/lib/clock";
import { hideOneTimeCodes } from "@/lib/deliveries/hide-one-time-codes";
import { type HistoryPage, listHistory } from "@/lib/deliveries/history";
import { loadAnswer } from "@/lib/entities/load-answer";
import { readIdTime } from "@/lib/ids";
import { listSavedViews } from "@/lib/saved-views/queries";
import type { Scope } from "@/lib/scope/scope";
import { UnknownEntity } from "../entities/unknown-entity";
import { computeHistoryRevision } from "../live/history-watch";
import { type Entity, HistoryRows } from "./history-rows";
import { readLenderClock } from "./lender-clock";
import { loadFilterChoices } from "./load-filter-choices";
import { toJobFilter } from "./to-job-filter";
import { deleteViewAction, saveViewAction } from "./view-actions";

const emptyHistory: HistoryPage = { items: [], nextCursor: null, newerCursor: null };

/**
 * The delivery history of all entities or, below the answer in sentences, of one entity, with the filters and the page that the URL names.
 * @param path the path of the page; filters and cursors are added to it.
 */
export async function HistoryView({
  scope,
  path,
  params,
  entity,
  caption,
  emptyText,
}: {
  scope: Scope;
  path: string;
  params: SearchParams;
  entity?: Entity;
  caption: string;
  /** Shown when the history has no deliveries, and no filter is set. */
  emptyText: ReactNode;
}) {
  const givenQuery = readHistoryQuery(params);
  const query = entity ? { ...givenQuery, entityType: undefined, entityId: undefined } : givenQuery;
  if (historyQueryNeedsNormalizing(params)) redirect(historyHref(path, query));
  const clock = readLenderClock();
  const parsed = parseHistoryQuery({ ...query, ...entity }, clock);
  const listedAt = currentTime().toISOString();
  const { items, nextCursor, newerCursor } = parsed.ok
    ? await listHistory(scope, parsed.page, "attempted")
    : emptyHistory;
  // After the rows, so that the answer is never older than they are: the page is refreshed only when its rows have changed.
  const answer = entity ? await loadAnswer(scope, entity) : null;
  if (entity && !answer)
    return (
      <>
        <LiveWatch
          watch={listHref("deliveries", { ...entity, page: "entity" })}
          revision={computeHistoryRevision([], null)}
        />
        <UnknownEntity scope={scope} entity={entity} />
      </>
    );
  const choices = await loadFilterChoices(scope, items, {
    entityType: entity?.entityType,
    chosen: query.webhookId,
    partner: query.partnerId,
  });
  const errors = parsed.ok ? {} : parsed.errors;
  const searchedBack = nextCursor && {
    cursor: nextCursor,
    backTo: new Date(readIdTime(nextCursor)).toISOString(),
  };
  const hasOtherPages = nextCursor !== null || newerCursor !== null;
  const allMatching = parsed.ok && hasOtherPages ? { filter: toJobFilter(parsed.page), listedAt } : null;
  const exportLinks = items.length > 0 && <ExportLinks query={{ ...query, ...entity }} />;
  const toolbar = (
    <>
      {answer && answer.counts.total > 0 && <StateCounts counted={answer} path={path} />}
      <FilterBar
        path={path}
        query={query}
        errors={errors}
        choices={{ ...choices, periods: listPeriods(query.period, clock) }}
        filtered={hasHistoryFilters(query)}
        ofEntity={entity !== undefined}
      >
        <SavedViews
          path={path}
          query={query}
          views={await listSavedViews(scope)}
          save={saveViewAction}
          remove={deleteViewAction}
        />
      </FilterBar>
      {entity && exportLinks}
    </>
  );
  const deliveries = await hideOneTimeCodes(items);
  const revision = computeHistoryRevision(deliveries, answer);
  return (
    <div className="grid grid-cols-1 gap-3">
      <PrintNote />
      {answer && (
        <section aria-label="Summary">
          <AnswerSentences answer={answer} answeredAt={currentTime().toISOString()} />
        </section>
      )}
      {entity && items.length > 0 ? null : (
        <div className={entity ? "flex flex-wrap items-center gap-x-6 gap-y-2" : "grid grid-cols-1 gap-3"}>
          {toolbar}
        </div>
      )}
      {items.length > 0 ? (
        <HistoryRows
          scope={scope}
          path={path}
          query={query}
          entity={entity}
          toolbar={entity ? toolbar : <div className="order-last ml-auto">{exportLinks}</div>}
          caption={caption}
          deliveries={deliveries}
          revision={revision}
          allMatching={allMatching}
        />
      ) : (
        <Card>
          {parsed.ok && (
            <LiveWatch
              watch={listHref("deliveries", { ...query, ...entity, page: entity && "entity" })}
              revision={revision}
            />
          )}
          {parsed.ok ? (
            <HistoryEmpty
              path={path}
              query={query}
              emptyText={emptyText}
              searchedBack={searchedBack || null}
            />
          ) : (
            <InvalidFilters path={path} errors={errors} />
          )}
        </Card>
      )}
      <Pager
        newest={newerCursor && historyHref(path, newestHistoryPageQuery(query))}
        newer={newerCursor && historyHref(path, newerHistoryQuery(query, newerCursor))}
        older={nextCursor && historyHref(path, olderHistoryQuery(query, nextCursor))}
      />
    </div>
  );
}

/** The periods that the filter offers, and the one in the URL. */
function listPeriods(given: string | undefined, clock: LenderClock): { name: string; label: string }[] {
  return [...new Set([...offeredPeriods, ...(given ? [given] : [])])].map((name) => ({
    name,
    label: describePeriod(name, clock),
  }));
}
