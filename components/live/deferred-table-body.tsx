"use client";

import { Fragment, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TableBody } from "@/components/ui/table";
import { useVisibleRows } from "./deferred-rows";

interface Props {
  /** All rows of the page as it is now, rendered by the server: a value that is created anew in each render would never come to rest. */
  rows: readonly { id: string; value: ReactNode }[];
}

/**
 * The rows of a table that keep their places (DeferredRows). Those that no longer belong to the list are gray. Each row has a body of its own,
 * so that none is created anew, and loses the focus, when a row above it leaves.
 */
export function DeferredTableBody({ rows }: Props) {
  return useVisibleRows(rows).map(({ id, value, left }) => (
    <TableBody key={id} className={cn("border-b last:border-b-0", left && "bg-muted")}>
      {value}
    </TableBody>
  ));
}

/** The same for a list that is not a table. */
export function DeferredItems({ rows }: Props) {
  return useVisibleRows(rows).map(({ id, value }) => <Fragment key={id}>{value}</Fragment>);
}
