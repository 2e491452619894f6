import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Time } from "@/components/domain/time";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { TableCell } from "@/components/ui/table";
import { ShortId } from "../domain/short-id";
import { AttemptBadge } from "./attempt-badge";
import { cellClass, DeliveryCells, stickyClass } from "./delivery-cells";
import type { GroupContext } from "./delivery-group";
import type { AttemptSummary, DeliverySummary } from "./delivery-summary";
import { ResendButton } from "./resend-button";
import type { ResendPreview } from "./resend-preview";
import { ResponseCode } from "./response-code";

/** One attempt, and under it its details when it is open. */
export function AttemptRow({
  delivery,
  attempt,
  isFinalFailure,
  repeated,
  isOpen,
  columnCount,
  facts,
  showEntity,
  detail,
  hrefOf,
  resend,
}: GroupContext & {
  delivery: DeliverySummary;
  attempt: AttemptSummary;
  isFinalFailure: boolean;
  repeated: boolean;
  isOpen: boolean;
  columnCount: number;
  facts: ResendPreview;
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
          <span className="flex" title={isFinalFailure ? "It failed for good: no retry follows." : undefined}>
            <AttemptBadge attempt={attempt} />
            {isFinalFailure && <span className="sr-only"> for good</span>}
          </span>
        </TableCell>
        <TableCell className={cn(cellClass, stickyClass, "text-right print:hidden")}>
          {resend && <ResendButton facts={facts} action={resend} compact />}
          <Button asChild variant="ghost" size="icon" className="size-7 text-primary">
            <Link
              href={hrefOf(isOpen ? undefined : attempt.id)}
              data-row-open
              scroll={false}
              prefetch={false}
              aria-expanded={isOpen}
              aria-controls={isOpen ? detailId : undefined}
              aria-label={`Details of attempt ${name}, ${delivery.eventTitle}`}
            >
              <Chevron aria-hidden />
            </Link>
          </Button>
        </TableCell>
      </tr>
      {isOpen && detail && (
        <tr id={detailId} className="border-b last:border-b-0">
          <td colSpan={columnCount} className="p-0">
            {/* As wide as what can be seen of the table, wherever it is scrolled to. */}
            <div className="sticky left-0 w-[100cqw] p-3 sm:p-4 print:static print:w-auto">{detail}</div>
          </td>
        </tr>
      )}
    </>
  );
}
