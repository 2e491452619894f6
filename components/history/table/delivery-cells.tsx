import Link from "next/link";
import { ShortId } from "@/components/domain/short-id";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { TableCell, TableHead } from "@/components/ui/table";
import type { DeliverySummary } from "../delivery-rows";
import { deliveryHref, entityHref } from "../history-href";

export const cellClass =
  "px-1.5 py-1 whitespace-nowrap first:pl-3 sm:px-1.5 sm:first:pl-3 print:px-1 print:align-top print:text-[8pt] print:whitespace-normal";

/** Keeps a row's actions visible wherever the table is scrolled; the row's background is opaque. */
export const stickyClass = "sticky right-0 bg-inherit px-1.5 sm:px-1.5 shadow-[inset_1px_0_0_var(--border)]";

/** Truncates long text, so that the status stays in view even when there is an entity column. */
const textClass = "inline-block max-w-full align-middle sm:truncate print:max-w-none print:whitespace-normal";

/** Props of cells of one delivery. `repeated`: a row above has the same text, so this row's text is muted. */
interface DeliveryCellProps {
  delivery: DeliverySummary;
  repeated: boolean;
  showEntity: boolean;
}

const mutedClass = (repeated: boolean) => cn(cellClass, repeated && "text-muted-foreground");

/** The heading of a row: the event of the delivery. */
export function EventHeading({
  delivery: { eventTitle, eventType, simulated },
  repeated,
  showEntity,
}: DeliveryCellProps) {
  return (
    <TableHead scope="row" className={mutedClass(repeated)} title={`${eventTitle} (${eventType})`}>
      <span className={cn(textClass, showEntity ? "sm:max-w-32 2xl:max-w-56" : "sm:max-w-64")}>
        {eventTitle}
      </span>
      {simulated && !repeated && (
        <>
          {" "}
          <Badge variant="outline" className="xl:mb-0.5 xl:flex">
            Simulated
          </Badge>
        </>
      )}
    </TableHead>
  );
}

/** The cells with the entity and the webhook of the delivery. */
export function TargetCells({
  delivery: { entityType, entityId, webhookName },
  repeated,
  showEntity,
}: DeliveryCellProps) {
  return (
    <>
      {showEntity && (
        <TableCell inside="" className={mutedClass(repeated)}>
          <span className="flex items-center gap-x-1 xl:flex-wrap">
            {entityType}{" "}
            <Link
              href={entityHref(entityType, entityId)}
              prefetch={false}
              title={entityId}
              className="inline-block min-h-6 max-w-40 truncate py-0.5 xl:max-w-24 2xl:max-w-40 print:max-w-none print:whitespace-normal text-primary underline-offset-4 hover:underline touch:min-h-11 touch:py-3"
            >
              {entityId}
            </Link>
          </span>
        </TableCell>
      )}
      <TableCell inside="Webhook" className={mutedClass(repeated)} title={webhookName}>
        <span className={cn(textClass, "max-w-48", showEntity ? "sm:max-w-28 2xl:max-w-36" : "sm:max-w-36")}>
          {webhookName}
        </span>
      </TableCell>
    </>
  );
}

/** The cell with the trace ID, which leads to the delivery's page. */
export function TraceIdCell({ traceId }: { traceId: string }) {
  return (
    <TableCell inside="Trace ID" className={cellClass}>
      <ShortId id={traceId} label="trace ID" href={deliveryHref(traceId)} />
    </TableCell>
  );
}
