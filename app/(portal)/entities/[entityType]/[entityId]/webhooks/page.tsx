import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { decodeForTitle, decodePathSegment } from "@/app/(portal)/decode-path-segment";
import { EntityHistory } from "@/app/(portal)/entities/entity-history";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { readHistoryQuery } from "@/components/history/filters/history-query";
import { entityHref, historyHref } from "@/components/history/history-href";

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
  const entityType = decodePathSegment(given.entityType);
  const entityId = decodePathSegment(given.entityId).trim();
  if (entityType === "Loan") {
    redirect(historyHref(entityHref(entityType, entityId), readHistoryQuery(await searchParams)));
  }
  const crumbs = [
    { label: "Deliveries", href: "/deliveries" },
    { label: entityType, href: historyHref("/deliveries", { entityType }) },
  ];
  return (
    <EntityHistory
      scope={scope}
      entity={{ entityType, entityId }}
      crumbs={crumbs}
      params={await searchParams}
    />
  );
}
