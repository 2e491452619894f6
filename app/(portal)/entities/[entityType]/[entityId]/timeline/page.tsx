import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { decodeForTitle, decodePathSegment } from "@/app/(portal)/decode-path-segment";
import { TimelineView } from "@/app/(portal)/events/timeline-view";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { eventListHref, timelineHref } from "@/components/events/event-href";
import { readEventQuery } from "@/components/events/event-query";
import { PageHeader } from "@/components/shell/page-header";

interface Props {
  params: Promise<{ entityType: string; entityId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { entityType, entityId } = await params;
  return { title: `Timeline of ${decodeForTitle(entityType)} ${decodeForTitle(entityId)}` };
}

/** The events of any entity; a loan's timeline has its own path. */
export default async function EntityTimelinePage({ params, searchParams }: Props) {
  const scope = await pageScope("deliveries:read");
  const given = await params;
  const entity = {
    entityType: decodePathSegment(given.entityType),
    entityId: decodePathSegment(given.entityId).trim(),
  };
  const { entityType, entityId } = entity;
  const { cursor } = readEventQuery(await searchParams);
  if (entityType === "Loan") {
    redirect(eventListHref({ cursor }, timelineHref(entityType, entityId)));
  }
  const crumbs = [
    { label: "Events", href: "/events" },
    { label: entityType, href: eventListHref({ entityType }) },
  ];
  return (
    <>
      <PageHeader title={`Timeline of ${entityType} ${entityId}`} crumbs={crumbs} />
      <TimelineView scope={scope} entity={entity} params={await searchParams} />
    </>
  );
}
