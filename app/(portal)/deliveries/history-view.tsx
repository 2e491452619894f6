import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { DeliveryFields } from "@/components/history/delivery-fields";
import { EntityFields } from "@/components/history/entity-fields";
import { FilterForm } from "@/components/history/filter-form";
import { HistoryEmpty } from "@/components/history/history-empty";
import { historyHref } from "@/components/history/history-href";
import {
  isFiltered,
  needsNormalizing,
  parseQuery,
  readQuery,
  type SearchParams,
} from "@/components/history/history-query";
import { InvalidFilters } from "@/components/history/invalid-filters";
import { Pager } from "@/components/history/pager";
import { PrintNote } from "@/components/history/print-note";
import { Card } from "@/components/ui/card";
import { type History, listHistory } from "@/lib/deliveries/queries";
import { idTime } from "@/lib/ids";
import type { Scope } from "@/lib/scope/scope";
import { type Entity, HistoryRows } from "./history-rows";
import { loadFilterChoices } from "./load-filter-choices";

const noHistory: History = { items: [], nextCursor: null, newerCursor: null };

/**
 * The history of one entity, or over all of them: filters, rows and pages, all of it as the address says.
 * @param path of the page, to which filters and pages are added.
 */
export async function HistoryView({
  scope,
  path,
  params,
  entity,
  caption,
  nothing,
}: {
  scope: Scope;
  path: string;
  params: SearchParams;
  entity?: Entity;
  caption: string;
  /** What is said when there is no delivery at all. */
  nothing: ReactNode;
}) {
  const given = readQuery(params);
  const query = entity ? { ...given, entityType: undefined, entityId: undefined } : given;
  if (needsNormalizing(params)) redirect(historyHref(path, query));
  const parsed = parseQuery({ ...query, ...entity });
  const { items, nextCursor, newerCursor } = parsed.ok ? await listHistory(scope, parsed.page) : noHistory;
  const choices = await loadFilterChoices(scope, items, {
    entityType: entity?.entityType,
    chosen: query.webhookId,
    partner: query.partnerId,
  });
  const problems = parsed.ok ? {} : parsed.problems;
  return (
    <div className="grid grid-cols-1 gap-3">
      <PrintNote />
      <FilterForm path={path} filtered={isFiltered(query)}>
        {!entity && <EntityFields query={query} problems={problems} entityTypes={choices.entityTypes} />}
        <DeliveryFields query={query} problems={problems} choices={choices} />
      </FilterForm>
      {items.length > 0 ? (
        <HistoryRows
          scope={scope}
          path={path}
          query={query}
          entity={entity}
          caption={caption}
          deliveries={items}
        />
      ) : (
        <Card>
          {parsed.ok ? (
            <HistoryEmpty
              path={path}
              query={query}
              nothing={nothing}
              further={
                nextCursor === null
                  ? null
                  : { cursor: nextCursor, searchedBackTo: new Date(idTime(nextCursor)).toISOString() }
              }
            />
          ) : (
            <InvalidFilters path={path} problems={problems} />
          )}
        </Card>
      )}
      <Pager path={path} query={query} nextCursor={nextCursor} newerCursor={newerCursor} />
    </div>
  );
}
