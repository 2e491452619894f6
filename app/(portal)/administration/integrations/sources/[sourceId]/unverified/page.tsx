import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { sourceHref } from "../../source-href";
import { loadSource } from "../load-source";
import { messageQueryNeedsNormalizing, readMessageQuery } from "../message-query";
import { MessagesView } from "../messages-view";
import { SourcePageHeader } from "../source-page-header";

interface Props {
  params: Promise<{ sourceId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { source } = await loadSource((await params).sourceId);
  return { title: `Not verified, ${source.name}` };
}

/** The last messages of a source that did not verify, each with the reason. */
export default async function UnverifiedPage({ params, searchParams }: Props) {
  const loaded = await loadSource((await params).sourceId);
  const search = await searchParams;
  const query = readMessageQuery(search);
  if (messageQueryNeedsNormalizing(search)) {
    redirect(listHref(sourceHref(loaded.source.id, "/unverified"), query));
  }
  return (
    <>
      <SourcePageHeader loaded={loaded} current="/unverified" />
      <MessagesView {...loaded} tab="/unverified" query={query} />
    </>
  );
}
