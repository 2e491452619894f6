import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { can } from "@/lib/scope/scope";
import { sourceHref } from "../../source-href";
import { loadSource } from "../load-source";
import { messageQueryNeedsNormalizing, readMessageQuery } from "../message-query";
import { MessagesView } from "../messages-view";
import { SourcePageHeader } from "../source-page-header";
import { TakeAllButton } from "../take-all-button";

interface Props {
  params: Promise<{ sourceId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { source } = await loadSource((await params).sourceId);
  return { title: `Unmapped, ${source.name}` };
}

/** The messages of a source that could not become an event, each with the reason. */
export default async function UnmappedPage({ params, searchParams }: Props) {
  const loaded = await loadSource((await params).sourceId);
  const { scope, source } = loaded;
  const search = await searchParams;
  const query = readMessageQuery(search);
  if (messageQueryNeedsNormalizing(search)) redirect(listHref(sourceHref(source.id, "/unmapped"), query));
  return (
    <>
      <SourcePageHeader loaded={loaded} current="/unmapped" />
      <div className="grid grid-cols-1 gap-3">
        {source.unmapped > 0 && can(scope, "sources:write") && (
          <TakeAllButton sourceId={source.id} unmapped={source.unmapped} />
        )}
        <MessagesView {...loaded} tab="/unmapped" query={query} />
      </div>
    </>
  );
}
