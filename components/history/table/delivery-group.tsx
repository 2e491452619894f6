import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Countdown } from "@/components/domain/countdown";
import { NoValue } from "@/components/domain/empty-state";
import { ShortId } from "@/components/domain/short-id";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { TableCell } from "@/components/ui/table";
import { AttemptBadge, ResponseCode } from "../attempt/attempt-outcome";
import { type ResendAction, ResendButton } from "../attempt/resend-button";
import { previewResend, type ResendPreview } from "../attempt/resend-preview";
import {
  type AttemptSummary,
  type DeliverySummary,
  describeState,
  findExpandedAttempt,
  type StateRow,
  toDeliveryRows,
} from "../delivery-rows";
import { SelectBox } from "../selection/select-cell";
import { cellClass, DeliveryCells, stickyClass } from "./delivery-cells";

/** Props that all rows of a table share. */
export interface SharedGroupProps {
  showEntity: boolean;
  /** The attempt ID or trace ID that the URL opens. */
  open: string | undefined;
  /** The details of the open attempt. */
  detail: ReactNode;
  /** Builds the URL that opens this attempt ID or trace ID; undefined closes all details. */
  buildOpenHref: (open: string | undefined) => string;
  /** Undefined for users who cannot resend. */
  resend?: ResendAction;
  /** The selection of rows; undefined for users who cannot resend. */
  selecting?: {
    selected: ReadonlySet<string>;
    /** Why a delivery cannot be resent, by trace ID. */
    obstacles: Readonly<Record<string, string>>;
    select: (traceId: string, checked: boolean, extend: boolean) => void;
  };
}

/** One delivery: its next attempt, then its attempts, newest first. */
export function DeliveryGroup({
  delivery,
  columnCount,
  selecting,
  ...context
}: SharedGroupProps & { delivery: DeliverySummary; columnCount: number }) {
  const openedAttempt = findExpandedAttempt(delivery, context.open);
  const preview = previewResend(delivery);
  // Only the first row of a delivery has the checkbox.
  const renderSelectCell = (index: number) =>
    selecting && <SelectCell delivery={delivery} selecting={selecting} empty={index > 0} />;
  return (
    <tbody className="border-b-2 last:border-b-0">
      {toDeliveryRows(delivery).map((row, index) =>
        row.kind === "attempt" ? (
          <AttemptRow
            key={row.attempt.id}
            delivery={delivery}
            attempt={row.attempt}
            isFinalFailure={row.isFinalFailure}
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
    </tbody>
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

/** One attempt, with its details below when open. */
function AttemptRow({
  delivery,
  attempt,
  isFinalFailure,
  repeated,
  isOpen,
  columnCount,
  preview,
  selectCell,
  showEntity,
  detail,
  buildOpenHref,
  resend,
}: Omit<SharedGroupProps, "selecting"> & {
  delivery: DeliverySummary;
  attempt: AttemptSummary;
  isFinalFailure: boolean;
  repeated: boolean;
  isOpen: boolean;
  columnCount: number;
  preview: ResendPreview;
  selectCell: ReactNode;
}) {
  const detailId = `details-${attempt.id}`;
  const name = attempt.number === null ? "manual" : String(attempt.number);
  const at = attempt.startedAt ?? attempt.requestedAt;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <tr
        className={cn(
          "border-b bg-card last:border-b-0 has-[[data-row-open]:focus-visible]:bg-muted hover:bg-muted",
          isOpen && "bg-accent",
        )}
      >
        {selectCell}
        <TableCell className={cellClass}>
          <ShortId id={attempt.id} label="attempt ID" />
        </TableCell>
        <DeliveryCells delivery={delivery} repeated={repeated} showEntity={showEntity} />
        <TableCell className={cellClass}>
          <ResponseCode attempt={attempt} />
        </TableCell>
        <TableCell className={cellClass}>{at && <Time iso={at} />}</TableCell>
        <TableCell className={cellClass}>{name}</TableCell>
        <TableCell className={cn(cellClass, "pr-3 sm:pr-3")}>
          <span className="flex" title={isFinalFailure ? "Failed permanently: no retries left" : undefined}>
            <AttemptBadge attempt={attempt} />
            {isFinalFailure && <span className="sr-only"> permanently</span>}
          </span>
        </TableCell>
        <TableCell className={cn(cellClass, stickyClass, "text-right print:hidden")}>
          {resend && <ResendButton preview={preview} action={resend} compact />}
          <Button asChild variant="ghost" size="icon" className="size-7 text-primary">
            <Link
              href={buildOpenHref(isOpen ? undefined : attempt.id)}
              data-row-open
              scroll={false}
              prefetch={false}
              aria-expanded={isOpen}
              aria-controls={isOpen ? detailId : undefined}
              aria-label={`Details of ${attempt.number === null ? "manual attempt" : `attempt ${attempt.number}`}, ${delivery.eventTitle}`}
            >
              <Chevron aria-hidden />
            </Link>
          </Button>
        </TableCell>
      </tr>
      {isOpen && detail && (
        <tr id={detailId} className="border-b last:border-b-0">
          <td colSpan={columnCount} className="p-0">
            {/* As wide as the visible part of the table, wherever it is scrolled. */}
            <div className="sticky left-0 w-[100cqw] p-3 sm:p-4 print:static print:w-auto">{detail}</div>
          </td>
        </tr>
      )}
    </>
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
      <tr className={cn("bg-card", !stateDescription && "border-b last:border-b-0")}>
        {selectCell}
        <TableCell className={`${cellClass} text-muted-foreground`}>
          <NoValue>No attempt ID</NoValue>
        </TableCell>
        <DeliveryCells delivery={delivery} repeated={false} showEntity={showEntity} />
        <TableCell className={`${cellClass} text-muted-foreground`}>
          <NoValue>No response</NoValue>
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
      {stateDescription && (
        <tr className="border-b bg-card last:border-b-0">
          <td colSpan={columnCount} className="p-0">
            <p className="sticky left-0 w-fit max-w-[100cqw] px-3 pb-1.5 text-xs text-muted-foreground">
              {stateDescription}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}
