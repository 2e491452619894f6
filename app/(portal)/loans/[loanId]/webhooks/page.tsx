import type { Metadata } from "next";
import { decodeForTitle, decodePathSegment } from "@/app/(portal)/decode-path-segment";
import { HistoryView } from "@/app/(portal)/deliveries/history-view";
import { ResendFailed } from "@/app/(portal)/deliveries/resend-failed";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { EntityTabs } from "@/components/events/entity-tabs";
import { entityHref } from "@/components/history/history-href";
import { PageHeader } from "@/components/shell/page-header";

interface Props {
  params: Promise<{ loanId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Webhook history of loan ${decodeForTitle((await params).loanId)}` };
}

/**
 * The webhook history of a loan. The breadcrumbs name its place in LoanPro, Servicing > Notes/Alerts > Webhooks; in Hookledger these
 * levels have no pages.
 */
export default async function LoanWebhooksPage({ params, searchParams }: Props) {
  const scope = await pageScope("deliveries:read");
  const loanId = decodePathSegment((await params).loanId);
  const entity = { entityType: "Loan", entityId: loanId };
  const crumbs = [{ label: "Loans", href: "/loans" }, { label: "Servicing" }, { label: "Notes/Alerts" }];
  return (
    <>
      <PageHeader title={`Webhook history of loan ${loanId}`} crumbs={crumbs}>
        <ResendFailed scope={scope} entity={entity} />
      </PageHeader>
      <EntityTabs {...entity} current="history" />
      <HistoryView
        scope={scope}
        path={entityHref("Loan", loanId)}
        params={await searchParams}
        entity={entity}
        caption={`Webhook history of loan ${loanId}`}
        emptyText="No webhooks were sent for this loan. Check the ID, or look in the timeline for events that matched no webhook."
      />
    </>
  );
}
