import Link from "next/link";
import { ShortId } from "@/components/domain/short-id";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { TableCell } from "@/components/ui/table";
import type { DeliverySummary } from "../delivery-rows";
import { deliveryHref, entityHref } from "../history-href";

export const cellClass =
  "px-1.5 py-1 whitespace-nowrap first:pl-3 sm:px-1.5 sm:first:pl-3 print:px-1 print:align-top print:text-[8pt] print:whitespace-normal";

/** Keeps a row's actions visible wherever the table is scrolled; the row's background is opaque. */
export const stickyClass = "sticky right-0 bg-inherit px-1.5 sm:px-1.5 shadow-[inset_1px_0_0_var(--border)]";

/** Truncates long text, so that the status stays in view even when there is an entity column. */
const textClass = "inline-block truncate align-middle print:max-w-none print:whitespace-normal";

/** The cells that identify the delivery. `repeated`: a row above has the same text, so this row's text is muted. */
export function DeliveryCells({
  delivery,
  repeated,
  showEntity,
}: {
  delivery: DeliverySummary;
  repeated: boolean;
  showEntity: boolean;
}) {
  const { traceId, eventTitle, eventType, entityType, entityId, webhookName, simulated } = delivery;
  const mutedCellClass = cn(cellClass, repeated && "text-muted-foreground");
  return (
    <>
      <TableCell className={cellClass}>
        <ShortId id={traceId} label="trace ID" href={deliveryHref(traceId)} />
      </TableCell>
      <TableCell className={mutedCellClass} title={`${eventTitle} (${eventType})`}>
        <span className={cn(textClass, showEntity ? "max-w-32 2xl:max-w-56" : "max-w-64")}>{eventTitle}</span>
        {simulated && !repeated && (
          <Badge variant="outline" className="ml-1.5 xl:mb-0.5 xl:ml-0 xl:flex">
            Simulated
          </Badge>
        )}
      </TableCell>
      {showEntity && (
        <TableCell className={mutedCellClass}>
          <span className="flex items-center gap-x-1 xl:flex-wrap">
            {entityType}
            <Link
              href={entityHref(entityType, entityId)}
              prefetch={false}
              title={entityId}
              className="inline-block min-h-6 max-w-40 truncate py-0.5 xl:max-w-24 2xl:max-w-40 print:max-w-none print:whitespace-normal text-primary underline-offset-4 hover:underline"
            >
              {entityId}
            </Link>
          </span>
        </TableCell>
      )}
      <TableCell className={mutedCellClass} title={webhookName}>
        <span className={cn(textClass, showEntity ? "max-w-28 2xl:max-w-36" : "max-w-36")}>
          {webhookName}
        </span>
      </TableCell>
    </>
  );
}
