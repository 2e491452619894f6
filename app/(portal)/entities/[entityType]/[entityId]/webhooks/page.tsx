import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { decodeForTitle, decodePathSegment } from "@/app/(portal)/decode-path-segment";
import { HistoryView } from "@/app/(portal)/deliveries/history-view";
import { ResendFailed } from "@/app/(portal)/deliveries/resend-failed";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { EntityTabs } from "@/components/events/entity-tabs";
import { readHistoryQuery } from "@/components/history/filters/history-query";
import { entityHref, historyHref } from "@/components/history/history-href";
import { PageHeader } from "@/components/shell/page-header";

interface Props {
  params: Promise<{ entityType: string; entityId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { entityType, entityId } = await params;
  return { title: `Webhook history of ${decodeForTitle(entityType)} ${decodeForTitle(entityId)}` };
}

/** The webhook history of any entity; a loan's history has its own path. */
export default async function EntityWebhooksPage({ params, searchParams }: Props) {
  const scope = await pageScope("deliveries:read");
  const given = await params;
  const entity = {
    entityType: decodePathSegment(given.entityType),
    entityId: decodePathSegment(given.entityId),
  };
  const path = entityHref(entity.entityType, entity.entityId);
  if (entity.entityType === "Loan") redirect(historyHref(path, readHistoryQuery(await searchParams)));
  const name = `${entity.entityType} ${entity.entityId}`;
  const crumbs = [
    { label: "Deliveries", href: "/deliveries" },
    { label: entity.entityType, href: historyHref("/deliveries", { entityType: entity.entityType }) },
  ];
  return (
    <>
      <PageHeader title={`Webhook history of ${name}`} crumbs={crumbs}>
        <ResendFailed scope={scope} entity={entity} />
      </PageHeader>
      <EntityTabs {...entity} current="history" />
      <HistoryView
        scope={scope}
        path={path}
        params={await searchParams}
        entity={entity}
        caption={`Webhook history of ${name}`}
        emptyText={`No webhooks were sent for ${name}. Check the ID, or look in the timeline for events that matched no webhook.`}
      />
    </>
  );
}
