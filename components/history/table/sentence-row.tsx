import type { ReactNode } from "react";
import { TableCell, TableRow } from "@/components/ui/table";

/** A sentence below a row that belongs to it: why the attempt failed, or what the delivery waits for. */
export function SentenceRow({ columnCount, children }: { columnCount: number; children: ReactNode }) {
  return (
    <TableRow className="bg-card last:border-b-0">
      <TableCell colSpan={columnCount} className="p-0 sm:p-0">
        {/* Within the visible part of the table, wherever it is scrolled. */}
        <p className="sticky left-0 w-fit max-w-[100cqw] px-3 pb-1.5 text-xs wrap-anywhere text-muted-foreground">
          {children}
        </p>
      </TableCell>
    </TableRow>
  );
}
