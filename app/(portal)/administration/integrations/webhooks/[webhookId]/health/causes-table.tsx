import Link from "next/link";
import { ScrollArea } from "@/components/domain/scroll-area";
import type { HistoryQuery } from "@/components/history/filters/history-query";
import { historyHref } from "@/components/history/history-href";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { findFailureTitle } from "@/lib/reasons/failure-titles";
import type { CauseCount } from "@/lib/statistics/health-over-time";

/** Why deliveries failed permanently, the most frequent cause first. Each response code links to its deliveries, which can be resent there. */
export function CausesTable({ causes, filter }: { causes: readonly CauseCount[]; filter: HistoryQuery }) {
  if (causes.length === 0) return null;
  return (
    <section aria-label="Causes of failures" className="border-t">
      <h3 className="px-4 pt-3 pb-2 font-semibold sm:px-5">Causes of failures</h3>
      <ScrollArea label="Causes of failures" className="max-h-96">
        <Table>
          <TableCaption>Causes of failures, with the number of failed deliveries</TableCaption>
          <TableHeader>
            <TableRow>
              <TableHead>Last response</TableHead>
              <TableHead className="text-right">Failed</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {causes.map((cause) => (
              <TableRow key={`${cause.code} ${cause.responseCode}`}>
                <TableHead scope="row">{formatCause(cause)}</TableHead>
                <TableCell className="py-1 text-right">
                  <CauseCountLink cause={cause} href={causeHref(cause, filter)} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollArea>
    </section>
  );
}

function CauseCountLink({ cause, href }: { cause: CauseCount; href: string | null }) {
  const count = cause.count.toLocaleString("en");
  if (href === null) return count;
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex min-h-6 min-w-6 touch:min-h-11 items-center justify-end font-medium text-primary underline-offset-4 hover:underline"
    >
      {count}
      <span className="sr-only"> failed, {formatCause(cause)}</span>
    </Link>
  );
}

/** As in an incident: "Response 503", "Timeout". */
function formatCause({ code, responseCode }: CauseCount): string {
  return responseCode === null ? findFailureTitle(code) : `Response ${responseCode}`;
}

/** Lists have no filter for failures without a response; a link to all failed deliveries would resend those of other causes too. */
function causeHref({ responseCode }: CauseCount, filter: HistoryQuery): string | null {
  if (responseCode === null) return null;
  return historyHref("/deliveries", { ...filter, state: "failed", responseCode: String(responseCode) });
}
