import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { PageHeader } from "@/components/shell/page-header";
import { HistoryView } from "./history-view";

export const metadata: Metadata = { title: "Deliveries" };

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("deliveries:read");
  return (
    <>
      <PageHeader title="Deliveries" description="All deliveries, in every state, newest first." />
      <HistoryView
        scope={scope}
        path="/deliveries"
        params={await searchParams}
        caption="Deliveries and their attempts"
        emptyText="A delivery appears here when an event matches a webhook."
      />
    </>
  );
}
