import type { ReactNode } from "react";
import { AttemptRow } from "./attempt-row";
import type { DeliverySummary } from "./delivery-summary";
import type { ResendAction } from "./resend-button";
import { previewResend } from "./resend-preview";
import { StateRow } from "./state-row";
import { findOpenAttempt, timelineRows } from "./timeline-rows";

/** What all rows of a table share. */
export interface GroupContext {
  showEntity: boolean;
  /** What the address says is open: an attempt id or a trace ID. */
  open: string | undefined;
  /** Everything about the attempt that is open. */
  detail: ReactNode;
  /** The address with this open; undefined: with nothing open. */
  hrefOf: (open: string | undefined) => string;
  /** Left out for who may not resend. */
  resend?: ResendAction;
}

/** One delivery: what is still to come, and its attempts under one another, newest first. */
export function DeliveryGroup({
  delivery,
  columnCount,
  ...context
}: GroupContext & { delivery: DeliverySummary; columnCount: number }) {
  const opened = findOpenAttempt(delivery, context.open);
  const facts = previewResend(delivery);
  return (
    <tbody className="border-b-2 last:border-b-0">
      {timelineRows(delivery).map((row, index) =>
        row.kind === "attempt" ? (
          <AttemptRow
            key={row.attempt.id}
            delivery={delivery}
            attempt={row.attempt}
            isFinalFailure={row.isFinalFailure}
            repeated={index > 0}
            isOpen={row.attempt === opened}
            columnCount={columnCount}
            facts={facts}
            {...context}
          />
        ) : (
          <StateRow
            key="state"
            delivery={delivery}
            row={row}
            columnCount={columnCount}
            showEntity={context.showEntity}
          />
        ),
      )}
    </tbody>
  );
}
