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
import type { FailureCause } from "@/lib/statistics/health-over-time";

/** Why deliveries failed permanently, the most frequent cause first. Each cause links to its deliveries, which can be resent there. */
export function CausesTable({ causes, filter }: { causes: readonly FailureCause[]; filter: HistoryQuery }) {
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
                <TableHead scope="row" className="text-sm font-normal text-foreground">
                  {formatCause(cause)}
                </TableHead>
                <TableCell className="py-1 text-right">
                  <Link
                    href={causeHref(cause, filter)}
                    prefetch={false}
                    className="inline-flex min-h-6 min-w-6 items-center justify-end font-medium text-primary underline-offset-4 hover:underline"
                  >
                    {cause.count.toLocaleString("en")}
                    <span className="sr-only"> failed, {formatCause(cause)}</span>
                  </Link>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollArea>
    </section>
  );
}

/** The response code, or why there was no response: "503", "timeout", "dns failed". */
function formatCause({ code, responseCode }: FailureCause): string {
  return responseCode === null ? code.replaceAll("_", " ") : `response ${responseCode}`;
}

/** Failures without a response have no filter of their own, so their link opens all failed deliveries. */
function causeHref({ responseCode }: FailureCause, filter: HistoryQuery): string {
  return historyHref("/deliveries", {
    ...filter,
    state: "failed",
    responseCode: responseCode === null ? undefined : String(responseCode),
  });
}
