import type { ReactNode } from "react";
import { Countdown } from "@/components/domain/countdown";
import { NoValue } from "@/components/domain/empty-state";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { cn } from "@/components/ui/cn";
import { TableBody, TableCell, TableRow } from "@/components/ui/table";
import { previewResend } from "../attempt/resend-preview";
import {
  type DeliverySummary,
  describeState,
  findExpandedAttempt,
  type StateRow,
  toDeliveryRows,
} from "../delivery-rows";
import { SelectBox } from "../selection/select-cell";
import { AttemptRow, type SharedGroupProps } from "./attempt-row";
import { cellClass, EventHeading, stickyClass, TargetCells, TraceIdCell } from "./delivery-cells";
import { SentenceRow } from "./sentence-row";

/** One delivery: its next attempt, then its attempts, newest first. `cause`: what the heading of its group says already. */
export function DeliveryGroup({
  delivery,
  columnCount,
  cause,
  selecting,
  ...context
}: SharedGroupProps & { delivery: DeliverySummary; columnCount: number; cause: string | null }) {
  const openedAttempt = findExpandedAttempt(delivery, context.open);
  const preview = previewResend(delivery);
  // Only the first row of a delivery has the checkbox.
  const renderSelectCell = (index: number) =>
    selecting && <SelectCell delivery={delivery} selecting={selecting} empty={index > 0} />;
  return (
    <TableBody className="border-b-2 last:border-b-0">
      {toDeliveryRows(delivery).map((row, index) =>
        row.kind === "attempt" ? (
          <AttemptRow
            key={row.attempt.id}
            delivery={delivery}
            attempt={row.attempt}
            isFinalFailure={row.isFinalFailure}
            sentence={row.sentence === cause ? null : row.sentence}
            repeated={index > 0}
            isOpen={row.attempt === openedAttempt}
            columnCount={columnCount}
            preview={preview}
            selectCell={renderSelectCell(index)}
            {...context}
          />
        ) : (
          <DeliveryStateRow
            key="state"
            delivery={delivery}
            row={row}
            columnCount={columnCount}
            selectCell={renderSelectCell(index)}
            showEntity={context.showEntity}
          />
        ),
      )}
    </TableBody>
  );
}

function SelectCell({
  delivery: { traceId, eventTitle, entityType, entityId, webhookName },
  selecting: { selected, obstacles, select },
  empty,
}: {
  delivery: DeliverySummary;
  selecting: NonNullable<SharedGroupProps["selecting"]>;
  empty: boolean;
}) {
  return (
    <TableCell className="w-0 py-0 pr-0 pl-1.5 sm:pr-0 sm:pl-1.5 print:hidden">
      {!empty && (
        <SelectBox
          label={`Select ${eventTitle} of ${entityType} ${entityId} to ${webhookName}`}
          checked={selected.has(traceId)}
          obstacle={obstacles[traceId]}
          onSelect={(checked, extend) => select(traceId, checked, extend)}
        />
      )}
    </TableCell>
  );
}

/** The row with the next attempt of a delivery, or why there is none; above the rows of its attempts, if it has any. */
function DeliveryStateRow({
  delivery,
  row,
  showEntity,
  columnCount,
  selectCell,
}: {
  delivery: DeliverySummary;
  row: StateRow;
  showEntity: boolean;
  columnCount: number;
  selectCell: ReactNode;
}) {
  const { state, attemptCount } = delivery;
  // Why deliveries are held stands once above the table, not under each row.
  const isHeld = row.kind === "stopped" && row.state === "held";
  const stateDescription = isHeld ? null : describeState(row);
  return (
    <>
      <TableRow className={cn("bg-card", stateDescription ? "border-b-0" : "last:border-b-0")}>
        {selectCell}
        <TableCell className={cellClass}>
          <span className="flex">
            <DeliveryStateBadge state={state} attemptCount={attemptCount} />
          </span>
        </TableCell>
        <EventHeading delivery={delivery} repeated={false} showEntity={showEntity} />
        <TableCell className={cellClass}>
          {row.kind === "next" && row.at && <Countdown at={row.at} />}
        </TableCell>
        <TargetCells delivery={delivery} repeated={false} showEntity={showEntity} />
        <TableCell inside="Response Code" className={`${cellClass} text-muted-foreground`}>
          <NoValue>No response</NoValue>
        </TableCell>
        <TableCell inside="# Attempt" className={cellClass}>
          {row.kind === "next" && row.number}
        </TableCell>
        <TableCell inside="ID" className={`${cellClass} text-muted-foreground`}>
          <NoValue>No attempt ID</NoValue>
        </TableCell>
        <TraceIdCell traceId={delivery.traceId} />
        <TableCell inside="" className={cn(cellClass, stickyClass, "print:hidden")} />
      </TableRow>
      {stateDescription && <SentenceRow columnCount={columnCount}>{stateDescription}</SentenceRow>}
    </>
  );
}
