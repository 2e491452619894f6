import type { Metadata } from "next";
import { decodeForTitle, decodePathSegment } from "@/app/(portal)/decode-path-segment";
import { EntityHistory } from "@/app/(portal)/entities/entity-history";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";

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
  const loanId = decodePathSegment((await params).loanId).trim();
  return (
    <EntityHistory
      scope={scope}
      entity={{ entityType: "Loan", entityId: loanId }}
      crumbs={[{ label: "Loans", href: "/loans" }, { label: "Servicing" }, { label: "Notes/Alerts" }]}
      params={await searchParams}
    />
  );
}
