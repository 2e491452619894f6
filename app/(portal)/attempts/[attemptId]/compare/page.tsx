import { ArrowLeftRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { readListQuery, type SearchParams } from "@/components/cursor-list/list-query";
import { PrintNote } from "@/components/domain/print-note";
import { AttemptChoices } from "@/components/history/comparison/attempt-choices";
import { compareHref, deliveryHref, historyHref } from "@/components/history/history-href";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { findAttempt } from "@/lib/deliveries/comparison/find-attempt";
import { ComparisonView } from "./comparison-view";
import { findOtherAttempt, listAttemptChoices } from "./load-comparison";

interface Props {
  params: Promise<{ attemptId: string }>;
  searchParams: Promise<SearchParams>;
}

export const metadata: Metadata = { title: "Compare attempts" };

/** Compares an attempt with another one, which the URL names. */
export default async function ComparePage({ params, searchParams }: Props) {
  const scope = await pageScope("deliveries:read");
  const current = await findAttempt(scope, (await params).attemptId);
  if (!current) notFound();
  const { delivery, attempt } = current;
  const query = readListQuery(["with", "show"], await searchParams);
  const { other, error } = await findOtherAttempt(scope, current, query.with);
  const onlyDifferences = query.show === "differences";
  const crumbs = [
    { label: "Deliveries", href: "/deliveries" },
    { label: delivery.eventTitle, href: historyHref(deliveryHref(delivery.traceId), { open: attempt.id }) },
  ];
  return (
    <>
      <PageHeader title="Compare attempts" crumbs={crumbs}>
        {other && (
          <>
            <Button asChild variant="outline">
              <Link href={compareHref(attempt.id, other.attempt.id, !onlyDifferences)} prefetch={false}>
                {onlyDifferences ? "Show everything" : "Show only differences"}
              </Link>
            </Button>
            <Button asChild variant="outline">
              <Link href={compareHref(other.attempt.id, attempt.id, onlyDifferences)} prefetch={false}>
                <ArrowLeftRight aria-hidden />
                Swap sides
              </Link>
            </Button>
          </>
        )}
      </PageHeader>
      <div className="grid grid-cols-1 gap-4">
        <PrintNote />
        <AttemptChoices
          key={other?.attempt.id}
          attemptId={attempt.id}
          selectedId={other?.attempt.id ?? null}
          choices={await listAttemptChoices(scope, current)}
          error={error}
        />
        {other && (
          <ComparisonView scope={scope} sides={{ other, current }} onlyDifferences={onlyDifferences} />
        )}
      </div>
    </>
  );
}
