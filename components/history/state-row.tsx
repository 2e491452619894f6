import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { cn } from "@/components/ui/cn";
import { TableCell } from "@/components/ui/table";
import { Countdown } from "../domain/countdown";
import { NoValue } from "../domain/no-value";
import { cellClass, DeliveryCells, stickyClass } from "./delivery-cells";
import type { DeliverySummary } from "./delivery-summary";
import { describeState } from "./describe-state";
import type { TimelineRow } from "./timeline-rows";

type Row = Exclude<TimelineRow, { kind: "attempt" }>;

/** What is still to come of a delivery, or why nothing comes: the line above its attempts, or its only one. */
export function StateRow({
  delivery,
  row,
  showEntity,
  columnCount,
}: {
  delivery: DeliverySummary;
  row: Row;
  showEntity: boolean;
  columnCount: number;
}) {
  const { state, attemptCount } = delivery;
  const words = describeState(row);
  return (
    <>
      <tr className={cn("bg-card", !words && "border-b last:border-b-0")}>
        <TableCell className={`${cellClass} text-muted-foreground`}>
          <NoValue>No attempt yet</NoValue>
        </TableCell>
        <DeliveryCells delivery={delivery} repeated={false} showEntity={showEntity} />
        <TableCell className={`${cellClass} text-muted-foreground`}>
          <NoValue>None yet</NoValue>
        </TableCell>
        <TableCell className={cellClass}>
          {row.kind === "next" && row.at && <Countdown at={row.at} />}
        </TableCell>
        <TableCell className={cellClass}>{row.kind === "next" && row.number}</TableCell>
        <TableCell className={cellClass}>
          <span className="flex">
            <DeliveryStateBadge state={state} attemptCount={attemptCount} />
          </span>
        </TableCell>
        <TableCell className={cn(cellClass, stickyClass, "print:hidden")} />
      </tr>
      {words && (
        <tr className="border-b bg-card last:border-b-0">
          <td colSpan={columnCount} className="p-0">
            <p className="sticky left-0 w-fit max-w-[100cqw] px-3 pb-1.5 text-xs text-muted-foreground">
              {words}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}
