import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useRef } from "react";
import { ShortId } from "@/components/domain/short-id";
import { Time } from "@/components/domain/time";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { TableCell, TableRow } from "@/components/ui/table";
import { AttemptBadge, ResponseCode } from "../attempt/attempt-outcome";
import { type ResendAction, ResendButton } from "../attempt/resend-button";
import type { ResendPreview } from "../attempt/resend-preview";
import type { AttemptSummary, DeliverySummary } from "../delivery-rows";
import { cellClass, EventHeading, stickyClass, TargetCells, TraceIdCell } from "./delivery-cells";
import { RowDetails } from "./row-details";
import { SentenceRow } from "./sentence-row";

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

/** One attempt, with its details below, or in a sheet, when open. */
export function AttemptRow({
  delivery,
  attempt,
  isFinalFailure,
  sentence,
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
  /** Why it failed; null if that stands above. */
  sentence: string | null;
  repeated: boolean;
  isOpen: boolean;
  columnCount: number;
  preview: ResendPreview;
  selectCell: ReactNode;
}) {
  const toggle = useRef<HTMLAnchorElement>(null);
  const detailId = `details-${attempt.id}`;
  const at = attempt.startedAt ?? attempt.requestedAt;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const title = `Details of ${attempt.number === null ? "manual attempt" : `attempt ${attempt.number}`}, ${delivery.eventTitle}`;
  const cellProps = { delivery, repeated, showEntity };
  return (
    <>
      <TableRow
        className={cn(
          "bg-card last:border-b-0 has-[[data-row-open]:focus-visible]:bg-muted hover:bg-muted!",
          sentence && "border-b-0",
          isOpen && "bg-accent",
        )}
      >
        {selectCell}
        <TableCell className={cellClass}>
          <span className="flex" title={isFinalFailure ? "Failed permanently: no retries left" : undefined}>
            <AttemptBadge attempt={attempt} />
            {isFinalFailure && <span className="sr-only"> permanently</span>}
          </span>
        </TableCell>
        <EventHeading {...cellProps} />
        <TableCell className={cellClass}>{at && <Time iso={at} />}</TableCell>
        <TargetCells {...cellProps} />
        <TableCell inside="Response Code" className={cellClass}>
          <ResponseCode attempt={attempt} />
        </TableCell>
        <TableCell inside="# Attempt" className={cellClass}>
          {attempt.number ?? "manual"}
        </TableCell>
        <TableCell inside="ID" className={cellClass}>
          <ShortId id={attempt.id} label="attempt ID" />
        </TableCell>
        <TraceIdCell traceId={delivery.traceId} />
        <TableCell inside="" className={cn(cellClass, stickyClass, "text-right max-sm:ml-auto print:hidden")}>
          {resend && <ResendButton preview={preview} action={resend} compact />}
          <Button asChild variant="ghost" size="icon" className="size-7 text-primary">
            <Link
              ref={toggle}
              href={buildOpenHref(isOpen ? undefined : attempt.id)}
              data-row-open
              scroll={false}
              prefetch={false}
              aria-expanded={isOpen}
              aria-controls={isOpen ? detailId : undefined}
              aria-label={title}
            >
              <Chevron aria-hidden />
            </Link>
          </Button>
        </TableCell>
      </TableRow>
      {sentence && <SentenceRow columnCount={columnCount}>{sentence}</SentenceRow>}
      {isOpen && detail && (
        <RowDetails
          id={detailId}
          title={title}
          columnCount={columnCount}
          closeHref={buildOpenHref(undefined)}
          toggle={toggle}
        >
          {detail}
        </RowDetails>
      )}
    </>
  );
}
