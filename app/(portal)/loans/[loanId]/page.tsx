import { redirect } from "next/navigation";
import { decodePathSegment } from "@/app/(portal)/decode-path-segment";
import { pageScope } from "@/app/api/auth/current-scope";
import { entityHref } from "@/components/history/history-href";

/** Redirects to the webhook history of the loan; the loan itself is in the lender's system. */
export default async function LoanPage({ params }: { params: Promise<{ loanId: string }> }) {
  await pageScope("deliveries:read");
  redirect(entityHref("Loan", decodePathSegment((await params).loanId)));
}
