import Link from "next/link";
import { type KeyFigure, KeyFigures } from "@/components/charts/key-figures";
import { pendingNote, simulatedNote } from "@/components/charts/outcome-notes";
import { outcomeLabel } from "@/components/charts/outcome-patterns";
import { historyHref } from "@/components/history/history-href";
import { Button } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import type { PartnerDetail } from "@/lib/partners/find-partner";
import { countedStates } from "@/lib/statistics/schema";

/** The deliveries of a partner's webhooks in the last 24 hours by outcome, each linked to the list. */
export function DayFigures({ partner: { id: partnerId, day } }: { partner: PartnerDetail }) {
  const { since: from, counts } = day;
  const figures: KeyFigure[] = countedStates.map((outcome) => ({
    label: outcomeLabel(outcome),
    value: counts[outcome].toLocaleString("en"),
    ...(counts[outcome] > 0 ? { href: historyHref("/deliveries", { partnerId, state: outcome, from }) } : {}),
  }));
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-2.5 sm:px-5">
        <CardTitle>
          <h2>Deliveries, last 24 hours</h2>
        </CardTitle>
        <Button asChild variant="outline">
          <Link href={historyHref("/deliveries", { partnerId })} prefetch={false}>
            All deliveries
          </Link>
        </Button>
      </div>
      <KeyFigures className="rounded-t-none border-b" figures={figures} />
      <p className="px-4 py-2 text-xs text-muted-foreground sm:px-5">
        {simulatedNote} {pendingNote}
      </p>
    </Card>
  );
}
