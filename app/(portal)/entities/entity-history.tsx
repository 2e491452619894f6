import type { SearchParams } from "@/components/cursor-list/list-query";
import { EntityTabs } from "@/components/events/entity-tabs";
import { entityHref } from "@/components/history/history-href";
import { type Crumb, PageHeader } from "@/components/shell/page-header";
import type { Scope } from "@/lib/scope/scope";
import type { Entity } from "../deliveries/history-rows";
import { HistoryView } from "../deliveries/history-view";
import { ResendFailed } from "../deliveries/resend-failed";
import { formatEntity } from "./format-entity";

/** The webhook history of an entity. */
export function EntityHistory({
  scope,
  entity,
  crumbs,
  params,
}: {
  scope: Scope;
  entity: Entity;
  crumbs: Crumb[];
  params: SearchParams;
}) {
  const title = `Webhook history of ${formatEntity(entity)}`;
  return (
    <>
      <PageHeader title={title} crumbs={crumbs}>
        <ResendFailed scope={scope} entity={entity} />
      </PageHeader>
      <EntityTabs {...entity} current="history" />
      <HistoryView
        scope={scope}
        path={entityHref(entity.entityType, entity.entityId)}
        params={params}
        entity={entity}
        caption={title}
        emptyText="No webhook matched an event. The timeline says why."
      />
    </>
  );
}
