import type { Metadata } from "next";
import { decodeForTitle, decodePathSegment } from "@/app/(portal)/decode-path-segment";
import { TimelineView } from "@/app/(portal)/events/timeline-view";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { PageHeader } from "@/components/shell/page-header";

interface Props {
  params: Promise<{ loanId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Timeline of loan ${decodeForTitle((await params).loanId)}` };
}

/** The events of a loan, including events that matched no webhook, with the reasons. */
export default async function LoanTimelinePage({ params, searchParams }: Props) {
  const scope = await pageScope("deliveries:read");
  const loanId = decodePathSegment((await params).loanId).trim();
  const crumbs = [{ label: "Loans", href: "/loans" }, { label: "Servicing" }, { label: "Notes/Alerts" }];
  return (
    <>
      <PageHeader title={`Timeline of loan ${loanId}`} crumbs={crumbs} />
      <TimelineView
        scope={scope}
        entity={{ entityType: "Loan", entityId: loanId }}
        params={await searchParams}
      />
    </>
  );
}
